package io.qbrain.backtest;

import io.qbrain.kernel.Kernel;
import io.qbrain.model.Order;
import io.qbrain.model.Price;
import io.qbrain.model.Quantity;
import io.qbrain.simulation.SimulatedVenue;

/**
 * What a venue asks of the kernel while it fills: answered with all that it filled before on the
 * same event, where the answer depends on it.
 */
final class FillQuestions implements SimulatedVenue.Sizer {
  private final Kernel kernel;
  private final boolean checksPayment;
  private final boolean entriesSlip;
  private final Runnable applyReports;

  FillQuestions(Kernel kernel, boolean entriesSlip, Runnable applyReports) {
    this.kernel = kernel;
    this.checksPayment = kernel.checksPayment();
    this.entriesSlip = entriesSlip;
    this.applyReports = applyReports;
  }

  private void applyWhatCounts() {
    if (checksPayment || entriesSlip) {
      applyReports.run();
    }
  }

  @Override
  public Quantity sizeAtFill(Order order, Price price) {
    return sizeAtFill(order, price, price);
  }

  @Override
  public Quantity sizeAtFill(Order order, Price price, Price closingPrice) {
    applyWhatCounts();
    return kernel.sizeAtFill(order, price, closingPrice);
  }

  @Override
  public boolean checksPayment() {
    return checksPayment;
  }

  @Override
  public long payable(Order order, long signed, Price price, Price closingPrice) {
    applyWhatCounts();
    return kernel.payable(order, signed, price, closingPrice);
  }

  @Override
  public long closing(Order order, long signed) {
    applyWhatCounts();
    return kernel.closing(order, signed);
  }
}
