package com.example.trend;

/** Has its name from its superclass. */
public final class InheritingFactory extends TrendFactory {}
