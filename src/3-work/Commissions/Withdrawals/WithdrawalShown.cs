using Linli.Members;
using Linli.Payments;

namespace Linli.Commissions;

/// <param name="Tax">Nothing is known of it before the approval: the month may change.</param>
/// <param name="Lines">How the tax came about.</param>
/// <param name="NotCarried">Why WeChat cannot carry it, as the refusal would say; nothing when it can, or when it is too late to choose.</param>
/// <param name="Carried">How it stands with the provider that carries it; nothing when a person pays it by bank.</param>
sealed record WithdrawalShown(
    WithdrawalId Id, MemberId Payee, string Name, Purse Purse, Money Amount, WithdrawalState State, DateTimeOffset At,
    TaxMethod? TaxMethod, Money? Tax, Money? Net, IReadOnlyList<TaxLine> Lines, string Reference, string Reason,
    DateTimeOffset? SentAt, DateTimeOffset? EndedAt, Carried? Carried, string? NotCarried = null)
{
    /// <summary>One's own, or any for who decides about them.</summary>
    public static async Task<Withdrawal> Find(WithdrawalId id, LinliDb db, Caller caller, CancellationToken ct)
    {
        var found = await db.Set<Withdrawal>().FirstOrDefaultAsync(w => w.Id == id, ct) ?? throw No.WithdrawalUnknown();
        return caller.Is(Role.Owner, Role.Hq) || found.Payee.Value == caller.Person ? found : throw No.WithdrawalUnknown();
    }
}

/// <param name="Says">What the provider says of it now.</param>
/// <param name="Failure">Why it was given back.</param>
/// <param name="Confirmation">What wx.requestMerchantTransfer takes as package; only for the payee, while it waits for their tap.</param>
/// <param name="ConfirmBy">When an unconfirmed one goes back.</param>
/// <param name="Merchant">What it takes as mchId, beside <paramref name="App"/> as appId; only together with the confirmation.</param>
sealed record Carried(
    string Provider, PayoutState? Says, PayoutFailure? Failure, string? Confirmation, DateTimeOffset? ConfirmBy, string? Merchant = null, string? App = null);

/// <summary>Shows withdrawals with their payee's name and what the provider says.</summary>
sealed class Showing(LinliDb db, Roster roster, WeChatIds weChat, Sealing sealing, Payouts payouts, Caller caller)
{
    public async Task<WithdrawalShown> Of(Withdrawal withdrawal, CancellationToken ct) => (await Of([withdrawal], ct))[0];

    public async Task<IReadOnlyList<WithdrawalShown>> Of(IReadOnlyList<Withdrawal> some, CancellationToken ct)
    {
        var names = await roster.Names([.. some.Select(w => w.Payee).Distinct()], ct);
        var cards = await payouts.ReadMany([.. some.Where(w => w.Provider is not null).Select(w => w.Payout)], ct);
        var open = some.Where(w => w.State is WithdrawalState.Requested or WithdrawalState.Approved).Select(w => w.Payee).Distinct().ToList();
        var reachable = await InWeChat(open, ct);
        return [.. some.Select(w => Show(w, names.GetValueOrDefault(w.Payee, ""), cards.GetValueOrDefault(w.Payout)) with
        {
            NotCarried = !open.Contains(w.Payee) || w.State is not (WithdrawalState.Requested or WithdrawalState.Approved) ? null
                : payouts.Provider is null ? "payout.not-set-up" : reachable.Contains(w.Payee) ? null : "payee.wechat-missing",
        })];
    }

    /// <summary>Which of these people WeChat can pay: they came through WeChat, or their openid was given with their name.</summary>
    public async Task<IReadOnlySet<MemberId>> InWeChat(IReadOnlyList<MemberId> people, CancellationToken ct)
    {
        if (people.Count == 0) return new HashSet<MemberId>();
        var known = (await weChat.Known(people, ct)).ToHashSet();
        var others = people.Where(p => !known.Contains(p)).ToList();
        foreach (var payee in await db.Set<Payee>().AsNoTracking().Where(p => others.Contains(p.Id)).ToListAsync(ct))
            if (sealing.TryOpen(payee)?.OpenId is { Length: > 0 }) known.Add(payee.Id);
        return known;
    }

    WithdrawalShown Show(Withdrawal w, string name, PayoutCard? card)
    {
        var taxed = w.TaxedOn is not null;
        var mine = w.Payee.Value == caller.Person;
        var carried = w.Provider is null ? null : new Carried(
            w.Provider, card?.State, w.Failure, mine ? card?.Confirmation : null, w.IsOver ? null : card?.ConfirmBy,
            mine ? card?.Merchant : null, mine ? card?.App : null);
        return new(
            w.Id, w.Payee, name, w.Purse, w.Amount, w.State, w.At, taxed ? w.TaxMethod : null, taxed ? w.Tax : null,
            taxed ? w.Amount - w.Tax : null, w.TaxLines, w.Reference, w.Reason, w.SentAt, w.EndedAt, carried);
    }
}
