using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Ordering;

/// <summary>接龙 — the chain of one WeChat group for one campaign, as it was last pasted and confirmed.</summary>
sealed class Chain : IOwned
{
    public const int LongestName = 40, MostOfCampaign = 100;

    public TenantId Tenant { get; set; }
    public required ChainId Id { get; init; }
    public required CampaignId Campaign { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string Name { get; set; }

    /// <summary>When its last paste was confirmed.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>The paste that can be undone: the last one confirmed, unless it was undone.</summary>
    public PasteId? LastPaste { get; private set; }

    public void Confirm(PasteId paste, DateTimeOffset now) => (LastPaste, LastAt) = (paste, now);
    public void Undo() => LastPaste = null;
}

/// <summary>One text that was pasted: a draft with its text until it is confirmed, afterwards what it did.</summary>
sealed class ChainPaste : IOwned
{
    public static readonly TimeSpan KeepDrafts = TimeSpan.FromDays(7);

    public TenantId Tenant { get; set; }
    public required PasteId Id { get; init; }
    public required ChainId Chain { get; init; }
    public required MemberId By { get; set; }
    public required DateTimeOffset At { get; set; }

    /// <summary>What people wrote is kept only while somebody looks at it.</summary>
    public string? Text { get; private set; }
    public string Hash { get; private set; } = "";
    public IReadOnlyList<ChainChoice> Choices { get; private set; } = [];
    public string? Plan { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }
    public ChainOutcome? Outcome { get; private set; }
    public UndoBook? Before { get; private set; }
    public ChainOutcome? Undone { get; private set; }

    public void Draft(string text, string hash, IReadOnlyList<ChainChoice> choices) => (Text, Hash, Choices) = (text, hash, choices);

    public void Confirm(string plan, ChainOutcome outcome, UndoBook before, DateTimeOffset now) =>
        (Text, Choices, Plan, Outcome, Before, ConfirmedAt) = (null, [], plan, outcome, before, now);

    public void Undo(ChainOutcome outcome) => (Undone, Before) = (outcome, null);
}

public enum ChainState { Placed, Refused, Waiting, Withdrawn, Asks }

/// <summary>One person of a chain: what the chain says of them, and the order that came of it.</summary>
sealed class ChainPerson : IOwned
{
    public const int LongestKey = 80, LongestNickname = Ordering.Order.LongestNickname;

    public TenantId Tenant { get; set; }
    public required ChainId Chain { get; init; }
    public required string Key { get; init; }
    public ChainState State { get; set; }
    public OrderId? Order { get; set; }
    public HouseholdId? Household { get; set; }
    public ChainSaid Said { get; set; } = ChainSaid.Nothing;

    /// <summary>What was last done for the order; it differs from the order when somebody else changed that.</summary>
    public IReadOnlyList<SkuAmount> Applied { get; set; } = [];
    public Because? Because { get; set; }
    public DateTimeOffset At { get; set; }

    public PersonImage Image => new(Key, State, Order, Household, Said, Applied, Because, At);

    public void Restore(PersonImage image) =>
        (State, Order, Household, Said, Applied, Because, At) =
            (image.State, image.Order, image.Household, image.Said, image.Applied, image.Because, image.At);
}

/// <summary>What the text said of a person.</summary>
/// <param name="Position">Among the people of the text, from 0.</param>
/// <param name="Words">A hash of what was written, whatever number it stood under; empty when the text did not name the person.</param>
sealed record ChainSaid(
    string Nickname, int Position, string Words, IReadOnlyList<SkuAmount> Lines, PickupPointId? Place, string Note, bool Paid)
{
    public static ChainSaid Nothing { get; } = new("", 0, "", [], null, "", false);
}

/// <param name="Amount">Units or grams.</param>
sealed record SkuAmount(SkuId Sku, long Amount);

/// <summary>A reason in words, kept in both languages.</summary>
sealed record Because(string Code, string Zh, string En)
{
    public static Because Of(Refusal no) => new(no.Code, no.Message, no.English);
    public static Because Of(ChainReason reason) => new(reason.Code, reason.Zh, reason.En);
    public ReasonShown In(string language) => new(Code, language == "en" ? En : Zh);
}

sealed record ReasonShown(string Code, string Text);

public enum ChainAliasKind { Sku, Person, Place }

/// <summary>What a leader's people call something: a word for a sku or a place, a nickname for a household.</summary>
sealed class ChainAlias : IOwned
{
    public const int LongestWord = 80, MostOfLeader = 20_000;

    public TenantId Tenant { get; set; }
    public required MemberId Leader { get; init; }
    public required ChainAliasKind Kind { get; init; }
    public required string Word { get; init; }

    /// <summary>As it was written.</summary>
    public required string Text { get; set; }
    public required Guid Target { get; set; }
    public required DateTimeOffset At { get; set; }

    /// <summary>Where a person picks up who does not write it stands beside the places' own words.</summary>
    public static string UsualPlaceOf(string key) => "@" + key;
}

/// <summary>What a confirmed paste did, so that all of it can be taken back.</summary>
/// <param name="People">As they were; nothing but the key for those who were new.</param>
sealed record UndoBook(
    IReadOnlyList<PersonBefore> People, IReadOnlyList<OrderId> Added, IReadOnlyList<OrderBefore> Changed, IReadOnlyList<OrderBefore> Withdrawn);

sealed record PersonBefore(string Key, PersonImage? Was);

sealed record PersonImage(
    string Key, ChainState State, OrderId? Order, HouseholdId? Household, ChainSaid Said, IReadOnlyList<SkuAmount> Applied, Because? Because,
    DateTimeOffset At);

/// <param name="Now">What the paste made of the lines; it is undone only while they are still so.</param>
sealed record OrderBefore(
    OrderId Order, string Key, PickupPointId Place, string Note, IReadOnlyList<SkuAmount> Lines, IReadOnlyList<SkuAmount> Now);

sealed record RefusedPerson(string Key, string Nickname, string Code, string Text);

/// <summary>What confirming or undoing a paste came to.</summary>
sealed record ChainOutcome(
    int Added, int Changed, int Withdrawn, int Unchanged, int Waiting, int Asks, IReadOnlyList<RefusedPerson> Refused, bool CanUndo);
