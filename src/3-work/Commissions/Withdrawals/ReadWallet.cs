using Linli.Members;
using Linli.Payments;

namespace Linli.Commissions;

/// <summary>钱包: GET /api/commissions/wallet?purse= — what waits, what is there, what is on its way, and to whom it would go.</summary>
static class ReadWallet
{
    /// <param name="PaidBy">Who carries money to people here; nothing when the shop pays by bank.</param>
    /// <param name="Payee">Masked; nothing before it was given.</param>
    public sealed record Answer(
        Purse Purse, Money Pending, Money Posted, Money Frozen, Money Available, Money LeastWithdrawal, Money MostPerDay, int WaitDays,
        string? PaidBy, PayeeShown? Payee);

    public static async Task<Ok<Answer>> Handle(
        Word<Purse>? purse, LinliDb db, Caller caller, Wallet wallet, Sealing sealing, Showing showing, Payouts payouts, CancellationToken ct)
    {
        var me = new MemberId(caller.Person);
        var which = Which(purse, caller);
        var (sums, terms) = (await wallet.Of(which, me, ct), await Terms.Of(db, ct));
        var payee = await db.Set<Payee>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == me, ct);
        return TypedResults.Ok(new Answer(
            which, sums.Pending, sums.Posted, sums.Frozen, sums.Available, terms.LeastWithdrawal, terms.MostPerDay, terms.WaitDays,
            payouts.Provider, payee is null ? null : sealing.Open(payee).Masked with { InWeChat = (await showing.InWeChat([me], ct)).Count > 0 }));
    }

    internal static Purse Which(Word<Purse>? said, Caller caller) => said?.Value ?? (caller.Is(Role.Leader) ? Purse.Leader : Purse.Promoter);
}

/// <summary>GET /api/commissions/withdrawals?state= — what waits for the owner, the newest first.</summary>
static class ListWithdrawals
{
    public static async Task<Ok<Page<WithdrawalShown>>> Handle(
        Word<WithdrawalState>? state, int? take, string? after, LinliDb db, Showing showing, CancellationToken ct)
    {
        var wanted = state?.Value;
        var all = db.Set<Withdrawal>().AsNoTracking().Where(w => wanted == null || w.State == wanted)
            .OrderByDescending(w => w.At).ThenByDescending(w => w.Id);
        var page = await Paging.Of(take, after).Of(all, ct);
        return TypedResults.Ok(new Page<WithdrawalShown>(await showing.Of(page.Items, ct), page.Next));
    }
}
