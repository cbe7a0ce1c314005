using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;
using Linli.Pricing;

namespace Linli.Ordering;

/// <summary>下单: PUT /api/campaigns/{campaign}/orders/{order}. The phone makes the id, so a retry is the same order.</summary>
static class PlaceOrder
{
    public sealed record Line(SkuId Sku, long Amount);

    /// <param name="Coupons">Of the household, to be used for it; one that would take nothing off stays unused.</param>
    /// <param name="Points">At most so many of the household's pay for it.</param>
    public sealed record Body(Line[] Lines, string Payment, PickupPointId? PickupPoint = null, string Note = "",
        // Left out of the fingerprint where there are none: who asks again across an upgrade is still known.
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CouponId[]? Coupons = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Points = null);

    /// <summary>What stands in line at the counter.</summary>
    public sealed record Ask(OrderId Order, CampaignId Campaign, MemberId Buyer, Body Body, string Asked);

    public static Body Example { get; } = new([new(default, 2)], "testpay");

    public static async Task<Ok<OrderShown>> Handle(
        CampaignId campaign, OrderId order, Body body, Caller caller, Counter<Ask, Placed> counter, IServiceProvider services,
        TimeProvider clock, CancellationToken ct)
    {
        Check(body.Lines);
        if (body.Payment is not ("cash" or "testpay" or "wechat" or "alipay")) throw No.PaymentUnknown();
        if (body.Note.Length > Order.LongestNote) throw No.NoteTooLong(Order.LongestNote);
        var ask = new Ask(order, campaign, new(caller.Person), body, Fingerprint(campaign, caller.Person, body));
        // Coupons and points are one household's affair: who brings some is served alone, and holds up nobody at the counter.
        var (placed, dress) = body.Coupons is { Length: > 0 } || body.Points is not (null or 0)
            ? await Placing.ServeAlone(services, ask)
            : await counter.Ask(caller.Tenant, ask, ct);
        // Only who asks again needs a database of their own for the answer.
        return TypedResults.Ok(dress is null
            ? await services.GetRequiredService<Showing>().One(placed, ct)
            : Showing.Fresh(placed, dress, caller.Language, clock.GetUtcNow()));
    }

    public static void Check(Line[] lines)
    {
        if (lines.Length is 0 or > Order.MostLines || lines.DistinctBy(l => l.Sku).Count() != lines.Length) throw No.LinesMissing(Order.MostLines);
        if (lines.Any(l => l.Amount is <= 0 or > Order.MostAmount)) throw No.AmountOutOfRange(Order.MostAmount);
    }

    public static string Fingerprint<T>(CampaignId campaign, Guid person, T body) => Convert.ToHexString(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes(new { campaign, person, body }, Json.Options)));
}
