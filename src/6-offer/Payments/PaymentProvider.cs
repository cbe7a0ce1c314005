namespace Linli.Payments;

/// <summary>How a person pays: on the provider's page, by a QR shown to them, inside WeChat, in a phone's browser, or by the code on their phone.</summary>
public enum PayWay { Page, Native, Jsapi, H5, Code }

/// <summary>
/// The port to those who move money. A provider speaks its own protocol and nothing else:
/// no call of it reads or writes the database, and each may be repeated with the same numbers.
/// </summary>
abstract class PaymentProvider
{
    public abstract string Name { get; }

    /// <summary>False when the shop has not set it up.</summary>
    public abstract bool IsSetUp { get; }

    /// <summary>True when no machine gives money back: a refund waits until a person says it is done.</summary>
    public virtual bool IsByHand => false;

    /// <summary>True when it can send money to a person (商家转账).</summary>
    public virtual bool PaysOut => false;

    public virtual bool Offers(PayWay way) => way == PayWay.Page;

    /// <summary>Prepares a payment and returns how the person pays.</summary>
    public abstract Task<Presented?> Present(Payment payment, Payer payer, CancellationToken ct);

    /// <summary>Takes the money by the code on the payer's phone (付款码); not paid means that the phone still asks for the password.</summary>
    public virtual Task<ProviderSays> Charge(Payment payment, string code, CancellationToken ct) => throw No.WayNotOffered();

    /// <summary>What the provider knows of the payments under this number; nothing when it does not know it.</summary>
    public abstract Task<ProviderSays?> Ask(PaymentId payment, CancellationToken ct);

    /// <summary>After this nobody can pay it any more; false when somebody already has.</summary>
    public abstract Task<bool> Close(PaymentId payment, CancellationToken ct);

    /// <summary>Gives up a payment by code: the provider may still be taking the money, so closing is not enough.</summary>
    public virtual Task<bool> Reverse(PaymentId payment, CancellationToken ct) => Close(payment, ct);

    public abstract Task<RefundOutcome> Refund(Refund refund, Payment payment, CancellationToken ct);

    /// <summary>Reads a callback; nothing when the signature is wrong or it is too old.</summary>
    public abstract Task<ProviderSays?> Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body, CancellationToken ct);

    /// <summary>What it wants to read as the answer to a callback that was heard; nothing for an empty one.</summary>
    public virtual string? Heard => null;

    /// <summary>Sends money to a person. The number is the payout's id for ever.</summary>
    public virtual Task<PayoutSays> PayOut(Payout payout, Payee payee, CancellationToken ct) => throw No.PayoutNotSetUp();

    /// <summary>Nothing when the provider does not know the payout.</summary>
    public virtual Task<PayoutSays?> AskPayout(PayoutId payout, CancellationToken ct) => throw No.PayoutNotSetUp();

    /// <summary>Asks to take an unconfirmed payout back; whether it was is heard by asking.</summary>
    public virtual Task CancelPayout(PayoutId payout, CancellationToken ct) => throw No.PayoutNotSetUp();

    /// <summary>What the person's phone must name to show the provider's own question, beside the payout's confirmation.</summary>
    public virtual (string Merchant, string App)? ConfirmsAs(Payout payout) => null;

    /// <summary>What its reason means for the person.</summary>
    public virtual PayoutFailure WhyFailed(string reason) => PayoutFailure.Refused;

    /// <summary>True when it can give a part of a payment to another merchant (分账).</summary>
    public virtual bool Shares => false;

    /// <summary>Makes another merchant known; its name is checked. Said again it is the same.</summary>
    public virtual Task AddReceiver(string merchant, string name, PartnerRelation relation, CancellationToken ct) => throw No.SharingNotSetUp();

    public virtual Task<ShareOutcome> SendShare(Share share, Payment payment, CancellationToken ct) => throw No.SharingNotSetUp();

    /// <summary>Nothing when the provider does not know it.</summary>
    public virtual Task<ShareOutcome?> AskShare(Share share, Payment payment, CancellationToken ct) => throw No.SharingNotSetUp();

    /// <summary>Takes a part back from its merchant; asks by its number before it does.</summary>
    public virtual Task<ShareOutcome> ReturnShare(ShareReturn back, Share share, CancellationToken ct) => throw No.SharingNotSetUp();

    /// <summary>Nothing more will be shared: what is left of the payment is ours.</summary>
    public virtual Task EndSharing(Payment payment, CancellationToken ct) => Task.CompletedTask;

    /// <summary>True when its own list of a day can be had from it.</summary>
    public virtual bool HasBills => false;

    /// <summary>The provider's own list of a day; nothing when it is not made yet.</summary>
    public virtual Task<ProviderBill?> Bill(DateOnly day, CancellationToken ct) => Task.FromResult<ProviderBill?>(null);
}

/// <summary>Who pays, as far as the way of paying needs to know it; never kept.</summary>
/// <param name="AppId">The app in which they are known by that openid.</param>
public sealed record Payer(string? OpenId = null, string? Address = null, string? AppId = null);

/// <param name="Url">A page to go to.</param>
/// <param name="Qr">A text to be shown as a QR.</param>
/// <param name="InWeChat">What wx.requestPayment takes.</param>
sealed record Presented(string? Url = null, string? Qr = null, IReadOnlyDictionary<string, string>? InWeChat = null);

/// <summary>What became of a refund. Closed: it failed for good and may be asked for under another number. Stuck: a person must look.</summary>
enum RefundOutcome { OnItsWay, Done, Closed, Stuck }

/// <summary>What became of a share or its return. NotNow: nothing was taken, and a later try may be.</summary>
enum ShareOutcome { OnItsWay, Done, Refused, NotNow }

/// <summary>Something a provider has said, about a payment, one of its refunds, or a payout.</summary>
sealed record ProviderSays(PaymentId Payment, string TradeNo, bool Paid, Money Amount)
{
    public RefundId? Refund { get; init; }
    public RefundOutcome Outcome { get; init; }
    public PayoutSays? Payout { get; init; }
}

sealed class Providers(IEnumerable<PaymentProvider> all)
{
    readonly Dictionary<string, PaymentProvider> byName = all.ToDictionary(p => p.Name);

    public PaymentProvider Of(string name) => byName.GetValueOrDefault(name) ?? throw No.ProviderUnknown();

    public bool HasBills(string name) => byName.TryGetValue(name, out var one) && one is { HasBills: true, IsSetUp: true };

    public PaymentProvider? Payer => byName.Values.FirstOrDefault(p => p.PaysOut && p.IsSetUp);

    public PaymentProvider? Sharer => byName.Values.FirstOrDefault(p => p.IsSetUp && p.Shares);

    public PaymentProvider ForShares() => Sharer ?? throw No.SharingNotSetUp();

    /// <summary>With whom people can pay online here: who moves money keeps a bill of it, cash and what is paid in the group have none.</summary>
    public IEnumerable<PaymentProvider> Online => byName.Values.Where(p => p.IsSetUp && p.HasBills);

    public PaymentProvider ForPayouts() => Payer ?? throw No.PayoutNotSetUp();
}
