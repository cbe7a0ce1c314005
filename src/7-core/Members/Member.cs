using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Linli.Members;

/// <summary>会员 — one person of one shop: what they may do, and how they prove who they are.</summary>
sealed class Member : IOwned
{
    public const int MostName = 40, LeastPassword = 8, MostPassword = 100, MostNeighbourhoods = 50;

    static readonly PasswordHasher<Member> hasher = new();
    static readonly Lazy<string> nobodys = new(() => hasher.HashPassword(null!, NewStamp()));

    public TenantId Tenant { get; set; }
    public required MemberId Id { get; init; }

    public required string Phone
    {
        get;
        set => (field, PhoneTail) = (value, value[^4..]);
    }

    public string PhoneTail { get; private set; } = "";
    public required string Name { get; set; }

    /// <summary>The roles as words with blanks between, so that the database can look for one.</summary>
    public string RoleWords { get; private set; } = "";

    public IReadOnlyList<Role> Roles
    {
        get => [.. RoleWords.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => Enum.Parse<Role>(word, ignoreCase: true))];
        set => RoleWords = string.Join(' ', value.Distinct().Order().Select(WordOf));
    }

    public bool Active { get; set; } = true;
    public string? PasswordHash { get; private set; }

    /// <summary>Changes with the password, the roles and the phone; refresh tokens with another stamp have ended.</summary>
    public string Stamp { get; private set; } = NewStamp();

    public string? TotpSecret { get; private set; }
    public long TotpStep { get; private set; }
    public Guid? TotpUsedBy { get; private set; }
    public HouseholdId? Household { get; set; }
    public Guid? Supplier { get; set; }
    public IReadOnlyList<Guid> Neighbourhoods { get; set; } = [];
    public DateTimeOffset? ReadTo { get; set; }

    public static string WordOf(Role role) => role.ToString().ToLowerInvariant();

    public static Member NewResident(string phone) =>
        new() { Id = Platform.Id.New<MemberId>(), Phone = phone, Name = $"邻居{phone[^4..]}", Roles = [Role.Resident] };

    /// <summary>Takes the same time for somebody unknown, so that nobody learns who is known here.</summary>
    public static bool Knows(Member? member, string password)
    {
        var found = hasher.VerifyHashedPassword(null!, member?.PasswordHash ?? nobodys.Value, password);
        return found != PasswordVerificationResult.Failed && member?.PasswordHash is not null;
    }

    /// <summary>Setting the password one already has changes nothing, so that asking twice ends no session.</summary>
    public void SetPassword(string password)
    {
        if (password.Length is < LeastPassword or > MostPassword) throw No.PasswordLength(LeastPassword, MostPassword);
        if (PasswordHash is not null && Knows(this, password)) return;
        PasswordHash = hasher.HashPassword(this, password);
        EndSessions();
    }

    public void EndSessions() => Stamp = NewStamp();

    /// <summary>Switches the second factor on, if the code shows that the authenticator has the secret.</summary>
    public bool StartTotp(string secret, string code, DateTimeOffset now)
    {
        if (Totp.StepOf(secret, code, now) is not { } step) return false;
        (TotpSecret, TotpStep, TotpUsedBy) = (secret, step, null);
        return true;
    }

    public void StopTotp() => (TotpSecret, TotpUsedBy) = (null, null);

    /// <summary>A code counts once; the same sign-in, asked again because its answer was lost, counts as that once.</summary>
    public bool TakeTotp(string code, Guid session, DateTimeOffset now)
    {
        if (TotpSecret is null || Totp.StepOf(TotpSecret, code, now) is not { } step || step < TotpStep) return false;
        if (step == TotpStep) return TotpUsedBy == session;
        (TotpStep, TotpUsedBy) = (step, session);
        return true;
    }

    /// <summary>Nobody any more: not to be found by phone or name, and no session goes on.</summary>
    public void Forget()
    {
        (Name, Active, PasswordHash, Household, Neighbourhoods) = ("已注销", false, null, null, []);
        // As long as a phone, and of nobody: the phone itself may come again.
        Phone = "-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(5));
        StopTotp();
        EndSessions();
    }

    static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
