namespace Linli.Reconciliation;

/// <summary>约定费率: PUT /api/reconciliation/agreements/{provider} — what the provider may keep of a payment, in hundredths of a percent.</summary>
static class SetAgreement
{
    public sealed record Body(int BasisPoints);

    public static Body Example { get; } = new(60);

    public static async Task<Ok<AgreementShown>> Handle(string provider, Body body, LinliDb db, Audit audit, CancellationToken ct)
    {
        if (provider is not ("wechat" or "alipay" or "testpay" or "bank")) throw No.ProviderWrong();
        if (body.BasisPoints is < 0 or > Agreement.Most) throw No.FeeWrong();
        var found = await db.Set<Agreement>().FirstOrDefaultAsync(a => a.Provider == provider, ct);
        if (found is null) db.Add(new Agreement { Provider = provider, BasisPoints = body.BasisPoints });
        else found.BasisPoints = body.BasisPoints;
        audit.Note("set-fee-agreement", $"{provider} {body.BasisPoints}");
        await db.Commit(ct);
        return TypedResults.Ok(new AgreementShown(provider, body.BasisPoints));
    }
}

sealed record AgreementShown(string Provider, int BasisPoints);
