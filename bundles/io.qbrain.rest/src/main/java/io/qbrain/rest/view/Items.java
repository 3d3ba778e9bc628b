package io.qbrain.rest.view;

import java.util.List;
import java.util.function.Function;

/**
 * A list, in an object so that it may grow.
 *
 * @param items what is listed
 * @param <T> its type
 */
public record Items<T>(List<T> items) {

  /** Renders each of a list. */
  public static <S, T> Items<T> of(List<S> source, Function<? super S, ? extends T> view) {
    return new Items<T>(source.stream().<T>map(view).toList());
  }
}
