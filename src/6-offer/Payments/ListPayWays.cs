namespace Linli.Payments;

/// <summary>GET /api/payments/ways — with whom one can pay online here, and how. What is not set up is not offered.</summary>
static class ListPayWays
{
    public sealed record Offer(string Provider, IReadOnlyList<PayWay> Ways);

    public static Ok<IReadOnlyList<Offer>> Handle(Providers providers) => TypedResults.Ok<IReadOnlyList<Offer>>(
        [.. providers.Online.Select(p => new Offer(p.Name, [.. Enum.GetValues<PayWay>().Where(w => w != PayWay.Code && p.Offers(w))]))]);
}
