using Linli.Catalog;
using Linli.Members;

namespace Linli.Ordering;

public enum ClaimState { Open, Approved, Declined }

/// <summary>Whose turn it is with a claim.</summary>
enum ClaimTurn { Nobody, Leader, Shop, Resident }

/// <summary>供应商承担 — what its supplier bears of a claim: what the goods cost the shop, or all that went back to the household.</summary>
enum SupplierBears { Cost, Refund }

/// <summary>售后 — a household says that something it took home was not right.</summary>
sealed class Claim : IOwned
{
    public const int HoursAfterPickup = 48, MostPictures = 6, LongestReason = 200;

    /// <summary>How long a leader has before a claim is the shop's, and a household before it is decided without its answer.</summary>
    public const int LeaderHours = 24, AnswerHours = 48;

    public TenantId Tenant { get; set; }
    public required ClaimId Id { get; init; }
    public required OrderId Order { get; init; }
    public required SkuId Sku { get; init; }
    public required long Amount { get; init; }
    public required string Reason { get; init; }
    public required List<FileId> Pictures { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>退成积分 — how much of what goes back the household would rather have as points, in percent; only ever by its own choice.</summary>
    public required int PointsPercent { get; init; }

    /// <summary>What of the refund became points.</summary>
    public long Points { get; private set; }

    /// <summary>What of a refund that is.</summary>
    public long PointsOf(Money refund) => refund.Fen * PointsPercent / 100;
    public ClaimState State { get; private set; }

    /// <summary>What of the amount was found right; nothing before the decision, and in decisions of before it was kept.</summary>
    public long? Accepted { get; private set; }
    public Money Refund { get; private set; }
    public string Decision { get; private set; } = "";
    public SupplierBears? Bears { get; private set; }

    /// <summary>What its supplier is charged for it.</summary>
    public Money Charge { get; private set; }

    /// <summary>转给店里 — when a leader passed it on, would have approved more than the day allows, or let its day go by.</summary>
    public DateTimeOffset? ReferredAt { get; private set; }

    /// <summary>The leader who passed it on with a word, and decides it no longer.</summary>
    public MemberId? PassedBy { get; private set; }
    public string PassedWith { get; private set; } = "";

    /// <summary>What the shop wants to know of the household, asked once.</summary>
    public string Question { get; private set; } = "";
    public DateTimeOffset? AskedAt { get; private set; }
    public string Answer { get; private set; } = "";
    public List<FileId>? AnswerPictures { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Until when the answer is awaited; one that comes later is read, too, as long as nobody has decided.</summary>
    public DateTimeOffset? AnswerBy => AskedAt?.AddHours(AnswerHours);

    public ClaimTurn Turn(DateTimeOffset now) => State != ClaimState.Open ? ClaimTurn.Nobody
        : AnswerBy > now && AnsweredAt is null ? ClaimTurn.Resident
        : ReferredAt is null && AskedAt is null ? ClaimTurn.Leader : ClaimTurn.Shop;

    public void Refer(DateTimeOffset now) => ReferredAt ??= now;

    public void Pass(MemberId by, string with, DateTimeOffset now)
    {
        Refer(now);
        (PassedBy, PassedWith) = (by, with);
    }

    public void Ask(string question, DateTimeOffset now) => (Question, AskedAt) = (question, now);

    public void Say(string answer, List<FileId> pictures, DateTimeOffset now) => (Answer, AnswerPictures, AnsweredAt) = (answer, pictures, now);

    public void Decide(bool approve, long accepted, Money refund, string decision, SupplierBears? bears, Money charge, long points)
    {
        if (State != ClaimState.Open) throw new InvalidOperationException("a claim is decided once");
        State = approve ? ClaimState.Approved : ClaimState.Declined;
        (Accepted, Refund, Decision, Bears, Charge, Points) = (accepted, refund, decision, bears, charge, points);
    }

    /// <summary>Whether somebody has said just that before.</summary>
    public bool WasDecidedSo(bool approve, long accepted, string decision, SupplierBears? bears) =>
        State == (approve ? ClaimState.Approved : ClaimState.Declined) && (Accepted ?? accepted) == accepted && Decision == decision && Bears == bears;
}
