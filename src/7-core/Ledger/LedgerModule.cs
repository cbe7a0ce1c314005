namespace Linli.Ledger;

/// <summary>账本 — double entry: every fen that moves, and why.</summary>
public sealed class LedgerModule : Module
{
    public override void Services(IServiceCollection services)
    {
        services.AddScoped<Book>();
        services.AddScoped<Passbook>();
        services.When<ReserveExpires>(WhenReserveExpires.GiveBack);
    }

    public override void Tables(ModelBuilder model)
    {
        model.Owned<Account>("ledger_accounts", a => a.Name, account =>
        {
            account.Property(a => a.Name).HasMaxLength(Account.MostName);
            account.Ignore(a => a.Balance);
        });
        model.Owned<Transfer>("ledger_transfers", t => t.Id, transfer =>
        {
            transfer.Index(t => new { t.Day, t.Code });
            transfer.Index(t => new { t.Debit, t.At });
            transfer.Index(t => new { t.Credit, t.At });
            transfer.Index(t => t.Resolves).IsUnique().HasFilter("resolves IS NOT NULL");
            transfer.Property(t => t.Debit).HasMaxLength(Account.MostName);
            transfer.Property(t => t.Credit).HasMaxLength(Account.MostName);
            transfer.Property(t => t.Code).HasMaxLength(40);
            transfer.Property(t => t.About).HasMaxLength(40);
            transfer.Property(t => t.Text).HasMaxLength(Transfer.MostText);
            transfer.Ignore(t => t.Changes);
        });
    }

    public override void Endpoints(IEndpointRouteBuilder api)
    {
        var ledger = api.MapGroup("/ledger").WithTags("Ledger");
        ledger.MapGet("/days/{day}", ReadDay.Handle).For(Role.Hq, Role.Owner).Says("The day's close of the shop");
        ledger.MapGet("/months/{month}", ReadMonth.Handle).For(Role.Hq, Role.Owner)
            .Says("What came in by which way in a month, what was sold, what it cost and what is left", no: ["ledger.month-wrong"]);
        ledger.MapGet("/explanations", ExplainFigure.Handle).For(Role.Hq, Role.Owner)
            .Says("How a figure came about: a sentence and the transfers behind it",
                no: ["ledger.nothing-to-explain", "ledger.account-unknown", "ledger.code-unknown", "ledger.month-wrong"]);
        ledger.MapGet("/accounts", ListAccounts.Handle).For(Role.Hq, Role.Owner)
            .Says("All accounts with their balances");
        ledger.MapGet("/accounts/{account}/transfers", ListTransfers.Handle).For(Role.Hq, Role.Owner)
            .Says("The transfers of one account, the newest first", no: ["ledger.account-unknown"]);
        ledger.MapGet("/accounts/{account}", ReadAccount.Handle).For(Role.Hq, Role.Owner)
            .Says("How one account stands, or stood before a past moment", no: ["ledger.account-unknown", "ledger.moment-wrong"]);
        ledger.MapGet("/accounts/{account}/statement", ReadAccountStatement.Handle).For(Role.Hq, Role.Owner)
            .Says("Opening, what came and went on some days, and closing of one account", no: ["ledger.account-unknown", "ledger.days-wrong"]);
        ledger.MapGet("/accounts/{account}/why", ExplainBalance.Handle).For(Role.Hq, Role.Owner)
            .Says("Why a balance is what it is, or was before a past moment", no: ["ledger.account-unknown", "ledger.moment-wrong"]);
        ledger.MapGet("/trial-balance", ReadTrialBalance.Handle).For(Role.Hq, Role.Owner)
            .Says("Whether everything sums to zero, now or before a past moment, and each account to its transfers", no: ["ledger.moment-wrong"]);
    }
}

public readonly record struct TransferId(Guid Value) : IId<TransferId>
{
    public static bool TryParse(string? text, out TransferId id) => Id.TryParse(text, out id);
}
