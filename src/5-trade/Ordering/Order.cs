using System.Globalization;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;
using Linli.Pricing;

namespace Linli.Ordering;

public enum OrderState { AwaitingPayment, Confirmed, Cancelled, Expired, DealFailed, Completed }

/// <summary>What happened to an order, in order.</summary>
public enum Event { Placed, Paid, Amended, Cancelled, Expired, Frozen, DealFailed, CameShort, Arrived, HandedOver, Refunded, LateRefunded, Completed, Weighed, PaidTogether, RefundedAsPoints }

/// <summary>What money was for when it came: nothing any more, the whole order, or the rest for what was weighed above it.</summary>
enum Received { Late, Order, Rest }

/// <param name="Detail">Name of a sku or a reason; never a person's data.</param>
sealed record TimelineEntry(DateTimeOffset At, Event What, Money? Amount = null, string? Detail = null);

/// <summary>订单 — what one household wants of one campaign, at the prices of the moment, and what became of it.</summary>
sealed class Order : IOwned
{
    public const int MostLines = 50, LongestNote = 200, LongestNickname = 64;
    public const string Cash = "cash", Outside = "outside";
    /// <summary>How long a payment for the rest can be paid; another one can be started.</summary>
    public const int RestMinutes = 30;
    public const long MostAmount = 1_000_000;

    /// <summary>How long the number is that people say on the phone.</summary>
    public const int NumberDigits = 8;

    public TenantId Tenant { get; set; }
    public required OrderId Id { get; init; }
    public required string Number { get; init; }
    public required CampaignId Campaign { get; init; }
    public required MemberId Buyer { get; init; }
    public required HouseholdId Household { get; init; }
    public required Guid Neighbourhood { get; init; }
    public required Guid Building { get; init; }
    public required MemberId Leader { get; init; }
    public required int CommissionBasisPoints { get; init; }
    public required PickupPointId PickupPoint { get; set; }
    public required string Payment { get; init; }

    /// <summary>How the household calls itself in a chain (接龙); nothing when it ordered by itself.</summary>
    public string? Nickname { get; set; }

    /// <summary>Its number in the chain it belongs to: given once, never to another order of the campaign.</summary>
    public int? Entry { get; set; }
    public required string Note { get; set; }
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>What was asked for, to know a repetition from another order under the same id.</summary>
    public required string Asked { get; set; }
    public DateTimeOffset? PayBy { get; set; }
    public OrderState State { get; private set; }

    /// <summary>Set by statement for a whole campaign at cut-off.</summary>
    public DateTimeOffset? FrozenAt { get; private set; }

    /// <summary>Set by statement when every line has been shared out.</summary>
    public DateTimeOffset? ArrivedAt { get; private set; }
    public Money Total { get; private set; }

    /// <summary>How the total came about, as the household saw it; nothing when no discount took part.</summary>
    public Quote? Quote { get; private set; }
    public Money Paid { get; private set; }
    public Money Refunded { get; private set; }

    /// <summary>The part of it that went back for goods after they had been taken home.</summary>
    public Money ClaimsRefunded { get; private set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public Guid? LastAmendment { get; private set; }
    public List<TimelineEntry> Timeline { get; private set; } = [];
    public List<OrderLine> Lines { get; private set; } = [];
    public List<Claim> Claims { get; private set; } = [];

    /// <summary>合并付款: with how many other orders it was paid as one; what is given back is given back of each alone.</summary>
    public int PaidWith => Timeline.Find(t => t.What == Event.PaidTogether) is { } paid ? int.Parse(paid.Detail!, CultureInfo.InvariantCulture) : 0;

    public bool Frozen => FrozenAt is not null;
    public bool PaysOnline => IsOnline(Payment);
    public bool PaysOutside => Payment == Outside;
    public static bool IsOnline(string payment) => payment is not (Cash or Outside);
    /// <summary>The coupons that made it cheaper.</summary>
    public IReadOnlyList<CouponId> Coupons => Quoting.CouponsOf(Quote);

    /// <summary>积分抵扣 — points paid for a part of it; all else that is said of money here leaves them out.</summary>
    public bool HasPoints => Quote is { Points: > 0 };

    /// <summary>How many points pay for the first so many units or grams of a line, shared like its money.</summary>
    public long PointsOf(OrderLine line, long amount) => Quote is { Points: > 0 } quote
        ? OrderLine.Worth(line.Price, line.Per, new(quote.Lines[line.Position].Points), line.Amount, Math.Min(amount, line.Amount)).Fen : 0;

    /// <summary>Coupons paid for all of it: it stands without a payment.</summary>
    public bool IsFree => PaysOnline && Total.Fen == 0 && State == OrderState.Confirmed;
    public bool IsAlive => State is OrderState.AwaitingPayment or OrderState.Confirmed;

    /// <summary>What the household still owes at the desk for what it can take with it.</summary>
    public Money ToPay => PaysOnline || State == OrderState.Cancelled ? Money.Zero : AtLeastZero(Lines.Sum(l => l.ValueOf(l.Promised)) - Covered);

    /// <summary>What was paid for more than can come: it goes back.</summary>
    public Money Overpaid => PaysOutside ? AtLeastZero(Covered - Lines.Sum(l => l.ValueOf(l.Promised))) : Money.Zero;

    /// <summary>补差 — what may be paid online for what the scale found above the order; until then what was paid for is handed over.</summary>
    public Money Rest => PaysOnline && State == OrderState.Confirmed ? Lines.Sum(l => l.Rest) : Money.Zero;

    /// <summary>What a payment started now is to be.</summary>
    public Money ToPayOnline => Rest.Fen > 0 ? Rest : Total;

    public string PaymentText(string campaign) => $"{campaign} {Number}{(Rest.Fen > 0 ? " 称重补差" : "")}";

    /// <summary>The worth of goods that is paid for, handed over or not.</summary>
    public Money Covered => Covers(Payment, Paid, Refunded, ClaimsRefunded);

    /// <summary>What a claim gave back was for goods that were paid for and taken: it pays for nothing else.</summary>
    public static Money Covers(string payment, Money paid, Money refunded, Money claimsRefunded) =>
        payment == Cash ? paid : paid - refunded + claimsRefunded;

    /// <summary>What is owed in cash for what has been handed over.</summary>
    public Money CashDue => PaysOnline ? Money.Zero : AtLeastZero(Lines.Sum(l => l.ValueOf(l.Handed)) - Covered);

    /// <summary>Claims are taken for some time after it.</summary>
    public DateTimeOffset LastHandedOver => Timeline.Where(t => t.What == Event.HandedOver).Select(t => t.At).DefaultIfEmpty(PlacedAt).Max();

    static Money AtLeastZero(Money money) => money.Fen < 0 ? Money.Zero : money;

    public void Place(IReadOnlyList<GrantedLine> granted, Quote? quote, DateTimeOffset now)
    {
        Fill(granted, quote);
        State = PaysOnline && Total.Fen > 0 ? OrderState.AwaitingPayment : OrderState.Confirmed;
        Log(now, Event.Placed, Total);
    }

    public void Amend(Guid amendment, string asked, IReadOnlyList<GrantedLine> granted, Quote? quote, DateTimeOffset now)
    {
        (LastAmendment, Asked) = (amendment, asked);
        Fill(granted, quote);
        if (PaysOnline && Total.Fen == 0) State = OrderState.Confirmed;
        Log(now, Event.Amended, Total);
    }

    void Fill(IReadOnlyList<GrantedLine> granted, Quote? quote)
    {
        Quote = quote;
        Lines.Clear();
        Lines.AddRange(granted.Select((g, i) => new OrderLine
        {
            Order = Id,
            Sku = g.Sku.Id,
            Position = i,
            Name = g.Sku.Name,
            Unit = g.Sku.Unit,
            Measure = g.Sku.Measure,
            Per = g.Sku.Per,
            Step = g.Sku.Step,
            Picture = g.Sku.Picture,
            Supplier = g.Sku.Supplier,
            UnitCost = g.Sku.Cost,
            Price = quote?.Lines[i] is { Kind: PriceKind.Member } member ? member.Price : g.Price,
            Amount = g.Amount,
            Net = quote?.Lines[i].ToPay,
        }));
        Total = Lines.Sum(l => l.Total);
    }

    /// <summary>Money that comes too late must go back.</summary>
    /// <param name="with">With how many other orders it was paid as one.</param>
    public Received Receive(Money amount, DateTimeOffset now, int with = 0)
    {
        Paid += amount;
        if (Rest.Fen > 0 && amount == Rest)
        {
            foreach (var line in Lines.Where(l => l.Rest.Fen > 0)) line.Allocated = line.Weighed;
            Log(now, Event.Paid, amount);
            return Received.Rest;
        }

        if (State != OrderState.AwaitingPayment || amount != Total) return Received.Late;
        State = OrderState.Confirmed;
        if (with > 0) Log(now, Event.PaidTogether, amount, with.ToString(CultureInfo.InvariantCulture));
        else Log(now, Event.Paid, amount);
        return Received.Order;
    }

    public void End(OrderState state, Event what, DateTimeOffset now, string? detail = null)
    {
        if (!IsAlive) throw No.NotAlive();
        State = state;
        Log(now, what, null, detail);
    }

    public void GiveBack(Money amount, Event what, DateTimeOffset now, string? detail = null)
    {
        Refunded += amount;
        Log(now, what, amount, detail);
    }

    /// <summary>What was given back of a line for claims that are decided.</summary>
    public long ClaimedBefore(OrderLine line) => line.Claimed - Claims.Where(c => c.Sku == line.Sku && c.State == ClaimState.Open).Sum(c => c.Amount);

    /// <summary>All that came of it went back, as money or points.</summary>
    public bool WentBack => Lines.All(l => ClaimedBefore(l) >= l.Promised);

    /// <summary>What goes back for a claim: counted on from what went back before, so that many small ones never sum to more than the line cost.</summary>
    public Money RefundOf(Claim claim, long amount)
    {
        if (claim.State != ClaimState.Open) return claim.Refund;
        var line = Lines.Single(l => l.Sku == claim.Sku);
        var before = ClaimedBefore(line);
        return line.ValueOf(before + amount) - line.ValueOf(before);
    }

    /// <summary>Money back for goods that were taken home.</summary>
    public void GiveBackClaimed(Money amount, DateTimeOffset now, string detail)
    {
        ClaimsRefunded += amount;
        GiveBack(amount, Event.Refunded, now, detail);
    }

    public void TakeCash(Money amount) => Paid += amount;

    public void TakeOutside(Money amount, DateTimeOffset now)
    {
        Paid += amount;
        Log(now, Event.Paid, amount);
    }

    public void Complete(DateTimeOffset now)
    {
        if (State != OrderState.Confirmed || Lines.Any(l => l.Handed < l.Promised)) return;
        (State, CompletedAt) = (OrderState.Completed, now);
        Log(now, Event.Completed);
    }

    public void Log(DateTimeOffset at, Event what, Money? amount = null, string? detail = null) =>
        Timeline = [.. Timeline, new(at, what, amount, detail)];
}
