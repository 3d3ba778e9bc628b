package io.qbrain.shell.trading;

import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.output.Output;

/** A check of one account; what it finds ends the command with exit code 1. */
public abstract class CheckAction extends OneAccountAction {
  private int status;

  /** Ends the command as failed: with a message for a person, by its status for a program. */
  protected final void failed(Output out, String code, String message) {
    if (!out.isForProgram()) {
      throw new ServiceException(Kind.CONFLICT, code, message);
    }
    status = 1;
  }

  @Override
  protected int status() {
    return status;
  }
}
