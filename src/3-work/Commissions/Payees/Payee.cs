using System.Security.Cryptography;
using System.Text.Json;
using Linli.Members;
using Microsoft.AspNetCore.DataProtection;

namespace Linli.Commissions;

/// <summary>收款人 — who is paid commissions, by real name. What tells who it is lies encrypted; it is read to pay and to file tax, and for nothing else.</summary>
sealed class Payee : IOwned
{
    public const int MostName = 30, MostAccount = 60, MostOpenId = 64;

    public TenantId Tenant { get; set; }
    public required MemberId Id { get; init; }
    public required string Sealed { get; set; }

    /// <summary>The same number gives the same mark, which tells nothing else: one identity is one payee.</summary>
    public required string Mark { get; set; }
    public required DateTimeOffset At { get; set; }
}

/// <summary>Not to be logged.</summary>
/// <param name="Account">Where the money goes when a person pays it: a bank account or the like.</param>
/// <param name="OpenId">Who they are to the provider that carries money to people; nothing when they gave none.</param>
sealed record PayeeCard(string RealName, string IdNumber, string Account, string? OpenId = null)
{
    public override string ToString() => "payee";

    public PayeeShown Masked => new(
        RealName[..1] + new string('*', Math.Max(1, RealName.Length - 1)), Commissions.IdNumber.Mask(IdNumber),
        Account.Length == 0 ? "" : $"…{Account[^Math.Min(4, Account.Length)..]}", OpenId is not null);
}

/// <param name="InWeChat">Whether they can be paid there.</param>
sealed record PayeeShown(string RealName, string IdNumber, string Account, bool InWeChat);

/// <summary>Seals payees and opens them again.</summary>
sealed class Sealing(IDataProtectionProvider protection)
{
    readonly IDataProtector seal = protection.CreateProtector("payee of commissions");

    public string Close(PayeeCard card) => seal.Protect(JsonSerializer.Serialize(card));

    /// <summary>Keys do not travel with an exported shop: there the payee must be given again.</summary>
    public PayeeCard Open(Payee payee) => TryOpen(payee) ?? throw No.PayeeMissing();

    public PayeeCard? TryOpen(Payee payee)
    {
        try { return JsonSerializer.Deserialize<PayeeCard>(seal.Unprotect(payee.Sealed)); }
        catch (CryptographicException) { return null; }
    }
}
