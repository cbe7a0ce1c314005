using Linli.Ordering;
using Linli.Payments;

namespace Linli.Channels;

/// <summary>What WeChat wants to hear of a paid order: that it waits for its goods, and that they were handed over.</summary>
static class WhenShippingDue
{
    public static Task Paid(PaymentReceived fact, Reporting reporting, Cashier cashier, Outgoing outgoing, CancellationToken ct) =>
        reporting.Paid(fact, cashier, outgoing, ct);

    public static Task Completed(OrderCompleted fact, Reporting reporting, Outgoing outgoing, CancellationToken ct) => reporting.Ended(fact.Order, outgoing, ct);

    public static Task Dropped(OrderDropped fact, Reporting reporting, Outgoing outgoing, CancellationToken ct) => reporting.Ended(fact.Order, outgoing, ct);

    public static Task Refunded(RefundDone fact, Reporting reporting, Outgoing outgoing, CancellationToken ct) => reporting.Ended(new(fact.About), outgoing, ct);
}
