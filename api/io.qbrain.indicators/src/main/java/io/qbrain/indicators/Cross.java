package io.qbrain.indicators;

/**
 * Whether one series has just crossed another; told by {@link CrossDetector}.
 *
 * @since 1.0
 */
public enum Cross {
  /** It was below and now is above. */
  UP,
  /** It was above and now is below. */
  DOWN,
  /** It is where it was, or has never been anywhere else. */
  NONE
}
