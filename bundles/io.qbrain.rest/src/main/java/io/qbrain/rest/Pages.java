package io.qbrain.rest;

import io.qbrain.rest.view.Items;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Function;

/** Lists that are longer than one answer: a full one links to the next. */
final class Pages {
  private Pages() {}

  /**
   * Answers one page.
   *
   * @param place the query parameter that names the place of the next page
   * @param of its value, from the last element of this one
   */
  static <S, T> Response of(
      List<S> found, Function<S, T> view, int limit, UriInfo uri, String place, Function<S, ?> of) {
    Response.ResponseBuilder response = Response.ok(Items.of(found, view));
    if (found.size() == limit) {
      UriBuilder next = uri.getRequestUriBuilder();
      next.replaceQueryParam(place, of.apply(found.get(limit - 1)).toString());
      response.link(next.build(), "next");
    }
    return response.build();
  }
}
