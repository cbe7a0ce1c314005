using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

sealed record CampaignShown(CampaignId Id, string Title, CampaignKind Kind, DateTimeOffset ClosesAt, DateTimeOffset PickupFrom, DateTimeOffset PickupTo);

sealed record HouseholdShown(HouseholdId Id, string Name, Guid Building, string Room);

sealed record PointShown(PickupPointId Id, string Name);

sealed record LineShown(
    SkuId Sku, string Name, FileId? Picture, Measure Measure, int Per, int Step, string Unit, long Amount, Money Price, Money Total,
    long? Allocated, long Handed, Money Refunded, long Claimable,
    long? Weighed, Money Rest);

/// <param name="Refund">What went back; of an open one what would, were it approved as it stands.</param>
/// <param name="PointsPercent">How much of it the household chose to have as points, and how many they were or would be.</param>
/// <param name="IsYours">Of the leader's own household, who therefore does not decide it.</param>
/// <param name="ReferredAt">When the leader left it to the owner.</param>
/// <param name="Turn">Whose turn it is.</param>
/// <param name="PassedWith">The leader's word to the shop; nothing for the household.</param>
/// <param name="AnswerBy">Until when the household's answer is awaited.</param>
/// <param name="Bears">What the supplier bears, and how much that is: the shop's own matter.</param>
sealed record ClaimShown(
    ClaimId Id, SkuId Sku, long Amount, string Reason, IReadOnlyList<FileId> Pictures, ClaimState State, Money Refund, string Decision, DateTimeOffset At,
    bool IsYours, DateTimeOffset? ReferredAt, SupplierBears? Bears, Money? Charge, int PointsPercent, long Points,
    ClaimTurn Turn, bool Passed, string PassedWith, string Question, DateTimeOffset? AnswerBy, string Answer, IReadOnlyList<FileId> AnswerPictures, DateTimeOffset? AnsweredAt);

sealed record TimelineShown(DateTimeOffset At, Event What, Money? Amount, string? Detail, string Text);

/// <summary>An order as people see it.</summary>
/// <param name="PaidWith">With how many other orders it was paid at once.</param>
sealed record OrderShown(
    OrderId Id, string Number, CampaignShown Campaign, HouseholdShown Household, PointShown PickupPoint, DateTimeOffset PlacedAt, DateTimeOffset? PayBy,
    OrderState State, bool Frozen, string Payment, Money Paid, Money Refunded, Money Total, Money ToPay, string Note,
    IReadOnlyList<LineShown> Lines, IReadOnlyList<TimelineShown> Timeline, bool CanAmend, bool CanCancel, IReadOnlyList<ClaimShown> Claims,
    QuoteShown? Quote, Money Rest, int PaidWith);

/// <summary>Dresses orders with the names of campaigns, households and pickup points.</summary>
sealed class Showing(Board board, Roster roster, Map map, Caller caller, TimeProvider clock)
{
    public async Task<OrderShown> One(Order order, CancellationToken ct) => (await Many([order], ct))[0];

    public async Task<IReadOnlyList<OrderShown>> Many(IReadOnlyList<Order> orders, CancellationToken ct)
    {
        // What else was on those lists is of no concern here; twenty orders may be of twenty long ones.
        var campaigns = await board.Read([.. orders.Select(o => o.Campaign).Distinct()], ct, skus: []);
        var homes = await roster.KnownHouseholds([.. orders.Select(o => o.Household).Distinct()], ct);
        var points = await map.KnownPoints([.. orders.Select(o => o.PickupPoint).Distinct()], ct);
        var now = clock.GetUtcNow();
        var own = caller.Is(Role.Leader, Role.Clerk) && !caller.Is(Role.Owner, Role.Hq) && orders.Any(o => o.Claims.Count > 0)
            ? (await roster.HouseholdOf(new MemberId(caller.Person), ct))?.Id : null;
        var late = new HashSet<(CampaignId, HouseholdId)>();
        foreach (var deal in campaigns.Values.Where(c => c.Deal is { Reached: > 0, Waiting: > 0 } && c.TakesOrdersAt(now)))
            late.UnionWith((await board.Waiting(deal, ct)).Select(h => (deal.Id, h)));
        return [.. orders.Select(o => Shape(o, campaigns[o.Campaign], homes[o.Household], points[o.PickupPoint].Name, caller.Language, now, own, caller.SeesTheWholeShop, caller.Is(Role.Leader),
            late.Contains((o.Campaign, o.Household))))];
    }

    /// <summary>What the counter has just read is not read again: a new order is shown without touching the database.</summary>
    public static OrderShown Fresh(Order order, Dress dress, string language, DateTimeOffset now) =>
        Shape(order, dress.Campaign, dress.Home, dress.Point, language, now);

    static OrderShown Shape(Order o, CampaignCard campaign, HouseholdCard home, string point, string language, DateTimeOffset now,
        HouseholdId? own = null, bool wholeShop = false, bool leader = false, bool late = false)
    {
        var open = o.IsAlive && !o.Frozen && campaign.TakesOrdersAt(now);
        return new(
            o.Id, o.Number, new(campaign.Id, campaign.Title, campaign.Kind, campaign.ClosesAt, campaign.PickupFrom, campaign.PickupTo),
            new(home.Id, home.Name, home.Building, home.Room), new(o.PickupPoint, point), o.PlacedAt, o.PayBy,
            o.State, o.Frozen, o.Payment, o.Paid, o.Refunded, o.Total, o.ToPay, o.Note,
            [.. o.Lines.OrderBy(l => l.Position).Select(l => new LineShown(
                l.Sku, l.Name, l.Picture, l.Measure, l.Per, l.Step, l.Unit, l.Amount, l.Price, l.Total,
                l.Allocated, l.Handed, l.Refunded, l.Handed - l.Claimed, l.Weighed,
                o.PaysOnline ? l.Rest : Money.Zero))],
            [.. Story(o).Select(t => new TimelineShown(t.At, t.What, t.Amount, t.Detail, Say(t, language)))],
            open && o.Paid.Fen == 0 && !o.IsFree,
            open && (late || !(campaign.Kind == CampaignKind.GroupDeal && campaign.DealReachedAt is not null && (o.Paid.Fen > 0 || o.IsFree))),
            [.. o.Claims.OrderBy(c => c.At).Select(c => new ClaimShown(
                c.Id, c.Sku, c.Amount, c.Reason, c.Pictures, c.State, o.RefundOf(c, c.Amount), c.Decision, c.At,
                o.Household == own, c.ReferredAt, wholeShop ? c.Bears : null, wholeShop ? c.Charge : null, c.PointsPercent,
                c.State == ClaimState.Open ? c.PointsOf(o.RefundOf(c, c.Amount)) : c.Points,
                c.Turn(now), c.PassedBy is not null, wholeShop || (leader && o.Household != own) ? c.PassedWith : "", c.Question, c.AnswerBy, c.Answer, c.AnswerPictures ?? [], c.AnsweredAt))],
            o.Quote is { } quote ? QuoteShown.Of(quote, next: null, language) : null, o.Rest, o.PaidWith);
    }

    /// <summary>What was written down, and what happened to its whole campaign at once.</summary>
    static IEnumerable<TimelineEntry> Story(Order o)
    {
        var story = o.Timeline.AsEnumerable();
        if (o.FrozenAt is { } frozen) story = story.Append(new(frozen, Event.Frozen));
        if (o.ArrivedAt is { } arrived) story = story.Append(new(arrived, Event.Arrived));
        return story.OrderBy(t => t.At);
    }

    static string Say(TimelineEntry entry, string language)
    {
        var (zh, en) = entry.What switch
        {
            Event.Placed => ("已下单", "Order placed"),
            Event.Paid => ("已付款", "Paid"),
            Event.PaidTogether => ($"已付款（与 {entry.Detail} 单合并付款）", $"Paid, together with {entry.Detail} more"),
            Event.Amended => ("已改单", "Order changed"),
            Event.Cancelled => ("已取消", "Cancelled"),
            Event.Expired => ("超时未付款，订单已关闭", "Not paid in time; the order was closed"),
            Event.Frozen => ("已截单，开始备货", "Cut-off passed; goods are being bought"),
            Event.DealFailed => ("没有成团，已全额退款", "The deal was not reached; all money goes back"),
            Event.CameShort => ("到货不足，差额已退", "Not enough arrived; the difference goes back"),
            Event.Arrived => ("已到货，可以取货", "Arrived; ready for pickup"),
            Event.HandedOver => ("已取货", "Picked up"),
            Event.Refunded => ("已退款", "Refunded"),
            Event.RefundedAsPoints => ("按您的选择退成积分", "Given back as points, as chosen"),
            Event.LateRefunded => ("付款晚到，已原路退回", "The payment came too late and goes back"),
            Event.Weighed => ("已称重，按实重算", "Weighed; counted by the true weight"),
            Event.Completed => ("订单完成", "Done"),
            _ => throw new InvalidOperationException($"{entry.What} has no words"),
        };
        var text = language == "en" ? en : zh;
        if (entry is { What: not Event.PaidTogether, Detail: { Length: > 0 } detail }) text += $"：{detail}";
        return entry.Amount is { Fen: > 0 } amount ? $"{text} {amount}" : text;
    }
}
