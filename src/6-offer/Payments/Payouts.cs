using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Payments;

/// <summary>
/// The door (提现): money to a person. Rooms above start payouts here and hear of them by <see cref="PayoutDone"/> and
/// <see cref="PayoutFailed"/>; they book it themselves. The caller commits.
/// </summary>
public sealed class Payouts(LinliDb db, IServiceProvider services, TimeProvider clock)
{
    static readonly Money least = new(10), nameNeeded = new(2000_00);

    readonly Providers providers = services.GetRequiredService<Providers>();
    readonly IDataProtector seal = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("payee of a payout");

    /// <summary>
    /// Starts a payout; the same id again is the same payout. The payee is kept encrypted until the provider knows it, because a
    /// try that met silence is repeated by any host without its caller, then erased.
    /// </summary>
    /// <param name="realName">Checked by the provider against the account's owner; may be empty below 2,000.00.</param>
    /// <param name="text">What the person reads, at most 32 characters.</param>
    /// <param name="appId">The app in which the person has this openid; nothing for the merchant's own.</param>
    public async Task Start(
        PayoutId id, Guid about, string openId, string realName, Money amount, string text, CancellationToken ct, string? appId = null)
    {
        var provider = providers.ForPayouts();
        if (openId.Length is 0 or > 64 || realName.Length > 64 || amount < least || (amount >= nameNeeded && realName.Length == 0)) throw No.PayoutWrong();
        if (await Find(id, ct) is { } earlier)
        {
            if ((earlier.About, earlier.Amount) != (about, amount)) throw No.PayoutIdTaken();
            return;
        }

        db.Add(new Payout
        {
            Id = id,
            About = about,
            Provider = provider.Name,
            Amount = amount,
            Text = text.Length > Payout.LongestText ? text[..Payout.LongestText] : text,
            At = clock.GetUtcNow(),
            AppId = appId,
            SealedPayee = seal.Protect(JsonSerializer.Serialize(new Payee(openId, realName))),
        });
        db.Raise(new PayoutDue(id, 0), id.Value);
    }

    public async Task<PayoutCard?> Read(PayoutId id, CancellationToken ct) => await Find(id, ct) is { } found ? Card(found) : null;

    PayoutCard Card(Payout found)
    {
        var (merchant, app) = found.Confirmation is not null && providers.Of(found.Provider) is { IsSetUp: true } provider && provider.ConfirmsAs(found) is { } names ? names : (null, null);
        return new(found.Id, found.About, found.Amount, found.State, found.Reason, found.Confirmation, found.At, found.SentAt + Payout.Confirmable, merchant, app);
    }

    /// <summary>Who sends money to people here; nothing when the shop has not set it up, and pays by hand.</summary>
    public string? Provider => providers.Payer?.Name;

    /// <summary>Many at once; unknown ones are missing in the answer.</summary>
    public async Task<IReadOnlyDictionary<PayoutId, PayoutCard>> ReadMany(IReadOnlyCollection<PayoutId> ids, CancellationToken ct) =>
        ids.Count == 0 ? new Dictionary<PayoutId, PayoutCard>()
            : (await db.Set<Payout>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToListAsync(ct)).ToDictionary(p => p.Id, Card);

    /// <summary>Takes an unconfirmed payout back; a fact says whether that came in time. One that is over is refused.</summary>
    public async Task Cancel(PayoutId id, CancellationToken ct)
    {
        var found = await Find(id, ct) ?? throw No.PayoutUnknown();
        if (found.State == PayoutState.Cancelling) return;
        found.Cancel();
        db.Raise(new PayoutDue(id, 0), id.Value);
    }

    internal Task<Payout?> Find(PayoutId id, CancellationToken ct) => db.Set<Payout>().FirstOrDefaultAsync(p => p.Id == id, ct);

    /// <summary>Nothing when its key is not here: keys do not travel with an exported shop.</summary>
    internal Payee? PayeeOf(Payout payout)
    {
        try { return payout.SealedPayee is { } text ? JsonSerializer.Deserialize<Payee>(seal.Unprotect(text)) : null; }
        catch (CryptographicException) { return null; }
    }

    internal Task Hear(Payout payout, PayoutSays says, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (payout.Hear(says, clock.GetUtcNow())) State(payout);
        return Task.CompletedTask;
    }

    internal void Fail(Payout payout, string reason)
    {
        if (payout.Refuse(reason, clock.GetUtcNow())) State(payout);
    }

    PayoutFailure WhyOf(Payout payout, string reason) => reason switch
    {
        Payout.TakenBack => PayoutFailure.Cancelled,
        Payout.PayeeGone => PayoutFailure.PayeeLost,
        _ => providers.Of(payout.Provider).WhyFailed(reason),
    };

    void State(Payout payout)
    {
        var reason = payout.Reason ?? "";
        if (payout.State == PayoutState.Done) db.Raise(new PayoutDone(payout.Id, payout.About, payout.Amount, reason), payout.About);
        else db.Raise(new PayoutFailed(payout.Id, payout.About, payout.Amount, reason, WhyOf(payout, reason)), payout.About);
    }
}

/// <param name="Reason">What the provider said, for a person to read.</param>
/// <param name="Confirmation">What wx.requestMerchantTransfer takes as package; only while it waits for the person's tap.</param>
/// <param name="ConfirmBy">When an unconfirmed payout goes back.</param>
/// <param name="Merchant">What wx.requestMerchantTransfer takes as mchId, beside <paramref name="App"/> as appId.</param>
public sealed record PayoutCard(
    PayoutId Id, Guid About, Money Amount, PayoutState State, string? Reason, string? Confirmation, DateTimeOffset At, DateTimeOffset? ConfirmBy,
    string? Merchant, string? App);
