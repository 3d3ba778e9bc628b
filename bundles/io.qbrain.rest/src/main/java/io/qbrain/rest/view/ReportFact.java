package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;

/** A name and its value. */
@Schema(description = "A name and its value as text.")
public record ReportFact(String name, String value) {}
