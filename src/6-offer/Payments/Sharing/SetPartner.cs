namespace Linli.Payments;

/// <summary>分账方: PUT /api/payments/partners/{partner} — who gets which part of payments from now on. The provider checks merchant and name.</summary>
static class SetPartner
{
    public sealed record Body(string Merchant, string Name, PartnerRelation Relation, int BasisPoints, int AfterDays, bool Active = true);

    public static Body Example { get; } = new("1900000109", "杏雨社区服务有限公司", PartnerRelation.ServiceProvider, 500, 7);

    public static async Task<Ok<PartnerShown>> Handle(
        PartnerId partner, Body body, LinliDb db, Providers providers, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var name = body.Name.Trim();
        if (name.Length is 0 or > Partner.MostName || name.Any(char.IsControl)) throw No.PartnerWrong();
        if (body.Merchant.Length is < 8 or > 32 || !body.Merchant.All(char.IsAsciiDigit)) throw No.PartnerWrong();
        if (body.BasisPoints is < 1 or > Partner.MostBasisPoints || body.AfterDays is < 0 or > Partner.MostDays) throw No.PartnerWrong();
        var all = await db.Set<Partner>().ToListAsync(ct);
        var found = all.FirstOrDefault(p => p.Id == partner);
        if (found is not null && found.Merchant != body.Merchant) throw No.PartnerIdTaken();
        if (all.Exists(p => p.Id != partner && p.Active && body.Active && p.Merchant == body.Merchant)) throw No.PartnerIdTaken();
        if (body.Active)
        {
            if (all.Count(p => p.Active && p.Id != partner) >= Partner.MostPartners) throw No.PartnerWrong();
            var sum = all.Where(p => p.Active && p.Id != partner).Sum(p => p.BasisPoints) + body.BasisPoints;
            if (sum > Partner.MostBasisPoints) throw No.SharesTooHigh(Partner.MostBasisPoints / 100);
            // Said again it is the same receiver; a name that is not the merchant's is refused here and not in a week.
            await providers.ForShares().AddReceiver(body.Merchant, name, body.Relation, ct);
        }

        if (found is null)
            db.Add(found = new() { Id = partner, Merchant = body.Merchant, Name = name, Relation = body.Relation, BasisPoints = body.BasisPoints, AfterDays = body.AfterDays, Active = body.Active, At = clock.GetUtcNow() });
        else (found.Name, found.Relation, found.BasisPoints, found.AfterDays, found.Active) = (name, body.Relation, body.BasisPoints, body.AfterDays, body.Active);
        audit.Note("set-partner", $"{body.Merchant} {body.BasisPoints}");
        await db.Commit(ct);
        return TypedResults.Ok(PartnerShown.Of(found));
    }
}

sealed record PartnerShown(PartnerId Id, string Merchant, string Name, PartnerRelation Relation, int BasisPoints, int AfterDays, bool Active)
{
    public static PartnerShown Of(Partner p) => new(p.Id, p.Merchant, p.Name, p.Relation, p.BasisPoints, p.AfterDays, p.Active);
}

/// <summary>GET /api/payments/partners — who gets a part, and whether payments can be shared here at all.</summary>
static class ListPartners
{
    /// <param name="Provider">Who shares payments; nothing when no merchant is set up for it.</param>
    public sealed record Answer(string? Provider, int MostBasisPoints, IReadOnlyList<PartnerShown> Items);

    public static async Task<Ok<Answer>> Handle(LinliDb db, Providers providers, CancellationToken ct) => TypedResults.Ok(new Answer(
        providers.Sharer?.Name, Partner.MostBasisPoints,
        [.. (await db.Set<Partner>().AsNoTracking().OrderByDescending(p => p.Active).ThenBy(p => p.At).ToListAsync(ct)).Select(PartnerShown.Of)]));
}
