using Linli.Ledger;
using Linli.Members;

namespace Linli.Commissions;

/// <summary>
/// 对账单: GET /api/commissions/wallet/statement?purse=&amp;from=&amp;to= — one's own purse as the ledger tells it: what stood there, what came and
/// went, each down to its order or withdrawal, and in a sentence why it holds what it holds.
/// </summary>
static class ExplainWallet
{
    /// <param name="Why">"83.20 = …", for the purse as it stands now.</param>
    public sealed record Answer(BalanceStory Why, AccountStatement Statement);

    public static async Task<Ok<Answer>> Handle(
        Word<Purse>? purse, DateOnly? from, DateOnly? to, int? take, string? after, Caller caller, Passbook passbook, TimeProvider clock,
        CancellationToken ct)
    {
        var which = ReadWallet.Which(purse, caller);
        var account = CommissionLine.AccountOf(which, new(caller.Person));
        var called = (which, caller.Language) switch
        {
            (Purse.Leader, "en") => "Your commissions",
            (Purse.Leader, _) => "您的团长佣金",
            (_, "en") => "Your commissions for recommending",
            _ => "您的推荐佣金",
        };
        var last = to ?? BusinessDay.Of(clock.GetUtcNow());
        return TypedResults.Ok(new Answer(
            await passbook.Why(account, null, ct, called),
            await passbook.Statement(account, from ?? new DateOnly(last.Year, last.Month, 1), last, Paging.Of(take, after), ct)));
    }
}

/// <summary>
/// 税款试算: GET /api/commissions/wallet/tax?amount= — what would be withheld if this were approved now. It changes nothing; another withdrawal
/// before the approval changes it.
/// </summary>
static class PreviewTax
{
    /// <param name="Lines">Each step, as it is shown with the withdrawal itself.</param>
    public sealed record Answer(Money Amount, Money Tax, Money Net, IReadOnlyList<TaxLine> Lines);

    public static async Task<Ok<Answer>> Handle(
        long amount, LinliDb db, Caller caller, Wallet wallet, TimeProvider clock, CancellationToken ct)
    {
        var terms = await Terms.Of(db, ct);
        if (amount < 1) throw No.TooLittle(terms.LeastWithdrawal);
        if (amount > terms.MostPerDay.Fen) throw No.TooMuchToday(terms.MostPerDay);
        var before = await wallet.PaidBefore(new(caller.Person), BusinessDay.Of(clock.GetUtcNow()), ct);
        var tax = CommissionTax.Of(terms.Tax, new(amount), before);
        return TypedResults.Ok(new Answer(tax.Gross, tax.Tax, tax.Net, tax.Lines));
    }
}

/// <summary>GET /api/commissions/wallet/withdrawals?purse= — one's own, the newest first.</summary>
static class ListOwnWithdrawals
{
    public static async Task<Ok<Page<WithdrawalShown>>> Handle(
        Word<Purse>? purse, int? take, string? after, LinliDb db, Caller caller, Showing showing, CancellationToken ct)
    {
        var (me, which) = (new MemberId(caller.Person), ReadWallet.Which(purse, caller));
        var page = await Paging.Of(take, after).Of(db.Set<Withdrawal>().AsNoTracking().Where(w => w.Payee == me && w.Purse == which)
            .OrderByDescending(w => w.At).ThenByDescending(w => w.Id), ct);
        return TypedResults.Ok(new Page<WithdrawalShown>(await showing.Of(page.Items, ct), page.Next));
    }
}
