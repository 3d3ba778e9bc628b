package io.qbrain.rest.view;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** Rows under column names. */
@Schema(description = "Rows with one text for each column.")
public record ReportTable(String name, List<String> columns, List<List<String>> rows) {}
