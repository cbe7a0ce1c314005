using System.Text.Json.Serialization;
using Linli.Catalog;
using Linli.Members;
using Linli.Places;

namespace Linli.Campaigns;

/// <summary>预售, 拼团, 秒杀 or 接龙: a presale whose numbered entries everybody sees.</summary>
public enum CampaignKind { Presale, GroupDeal, FlashSale, Chain }

/// <summary>Bought from suppliers after cut-off, or taken from the shelf.</summary>
public enum Supply { Buy, Shelf }

public enum CampaignState { Draft, Announced, Open, CutOff }

/// <summary>团购活动 — what is offered, from when until when, by which leader, to be picked up where.</summary>
sealed class Campaign : IOwned
{
    public const int LongestTitle = 60, LongestText = 4000, LongestPraise = 100, LongestReason = 60, MostItems = 200, MostPoints = 50, MostSavings = 5, MostSteps = 5;

    /// <summary>The trade pays 5 to 15 %; nothing above it can be set.</summary>
    public const int MostCommission = 1500;

    public TenantId Tenant { get; set; }
    public required CampaignId Id { get; init; }
    public required CampaignKind Kind { get; set; }
    public required Supply Supply { get; set; }
    public required string Title { get; set; }
    public required string Text { get; set; }
    public required List<FileId> Pictures { get; set; }
    public required DateTimeOffset OpensAt { get; set; }
    public required DateTimeOffset ClosesAt { get; set; }
    public required MemberId Leader { get; set; }
    public required int CommissionBasisPoints { get; set; }
    public required List<PickupPointId> PickupPoints { get; set; }
    public required DateTimeOffset PickupFrom { get; set; }
    public required DateTimeOffset PickupTo { get; set; }

    /// <summary>拼团 succeeds when this many distinct households have paid.</summary>
    public required int? DealHouseholds { get; set; }

    /// <summary>So many households fill a group of the deal, and who comes later forms the next; nothing means all join the first.</summary>
    public int? DealMost { get; set; }
    /// <summary>满减 over all goods of an order, the smallest threshold first; nothing when there is none.</summary>
    public required List<Saving>? Savings { get; set; }
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Distinct households that have paid. Changed only by statement: many pay at once.</summary>
    public int JoinedHouseholds { get; private set; }

    /// <summary>How many numbers of its chain (接龙) or places in its deal have been given out. Changed only by statement: many join at once.</summary>
    public int Entries { get; private set; }
    public DateTimeOffset? DealReachedAt { get; private set; }

    /// <summary>Groups that are reached. Changed only by statement.</summary>
    public int DealGroups { get; private set; }

    /// <summary>How far its deal is; nothing for what is no group deal.</summary>
    public Deal? Deal => DealHouseholds is { } least
        ? new(least, DealMost, JoinedHouseholds, DealReachedAt is null ? 0 : Math.Max(1, DealGroups)) : null;
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? CutOffAt { get; private set; }
    public MemberId? CutOffBy { get; private set; }
    public List<CampaignItem> Items { get; init; } = [];
    public List<CampaignArea> Areas { get; init; } = [];

    /// <summary>By the clock, not by whether an alarm has come round yet.</summary>
    public CampaignState StateAt(DateTimeOffset now) => this switch
    {
        { PublishedAt: null } => CampaignState.Draft,
        { CutOffAt: not null } => CampaignState.CutOff,
        _ when now >= ClosesAt => CampaignState.CutOff,
        _ when now < OpensAt => CampaignState.Announced,
        _ => CampaignState.Open,
    };

    /// <summary>What must hold before it may be shown to people.</summary>
    public void Check(DateTimeOffset now)
    {
        if (Title.Length is 0 or > LongestTitle || Text.Length > LongestText) throw No.TextWrong(LongestTitle, LongestText);
        if (ClosesAt <= OpensAt || PickupFrom < ClosesAt || PickupTo <= PickupFrom || ClosesAt <= now) throw No.TimesWrong();
        if (Items.Count is 0 or > MostItems || Items.DistinctBy(i => i.Sku).Count() != Items.Count) throw No.ItemsWrong(MostItems);
        if (PickupPoints.Count is 0 or > MostPoints || PickupPoints.Distinct().Count() != PickupPoints.Count) throw No.PointsWrong();
        if (CommissionBasisPoints is < 0 or > MostCommission) throw No.CommissionWrong(MostCommission);
        if (Savings is { } savings && !Saving.AreRight(savings)) throw No.SavingsWrong(MostSavings);
        if (Kind == CampaignKind.GroupDeal ? DealHouseholds is not (>= 2 and <= 1000) : DealHouseholds is not null) throw No.DealWrong();
        if (DealMost is { } most && (DealHouseholds is not { } least || most < least || most > 1000)) throw No.DealWrong();
    }

    /// <summary>Publishing it again changes nothing.</summary>
    public bool Publish(DateTimeOffset now)
    {
        if (PublishedAt is not null) return false;
        Check(now);
        PublishedAt = now;
        return true;
    }

    /// <summary>改取货时间 — also after it was published, as long as it lies ahead. To the times it has changes nothing.</summary>
    public bool MovePickup(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        if ((from, to) == (PickupFrom, PickupTo)) return false;
        if (from < (CutOffAt ?? ClosesAt) || to <= from || to <= now) throw No.PickupWrong();
        (PickupFrom, PickupTo) = (from, to);
        return true;
    }

    /// <summary>截单 by the clock (<paramref name="by"/> is empty) or early by a person. Doing it again changes nothing.</summary>
    public bool Close(MemberId? by, DateTimeOffset now)
    {
        if (CutOffAt is not null) return false;
        if (PublishedAt is null) throw No.NotOpenYet(OpensAt);
        if (now < ClosesAt && by is null) throw new InvalidOperationException("the clock never closes a campaign early");
        (CutOffAt, CutOffBy) = (now < ClosesAt ? now : ClosesAt, by);
        return true;
    }
}

/// <summary>满减: goods worth so much cost so much less. Of several the highest that is reached counts, once.</summary>
public sealed record Saving(Money From, Money Off)
{
    /// <summary>Who buys more never saves less, and always pays something.</summary>
    internal static bool AreRight(IReadOnlyList<Saving> some)
    {
        if (some.Count > Campaign.MostSavings) return false;
        for (var i = 0; i < some.Count; i++)
        {
            var (from, off) = some[i];
            if (off.Fen <= 0 || off >= from || from.Fen > 10_000_000) return false;
            if (i > 0 && (from <= some[i - 1].From || off <= some[i - 1].Off)) return false;
        }

        return true;
    }
}

/// <summary>阶梯价: from so many units or grams on, all of the line at this price.</summary>
public sealed record StepPrice(long From, Money Price)
{
    /// <summary>Each step asks for more and is cheaper.</summary>
    internal static bool AreRight(IReadOnlyList<StepPrice> some, Money price, int step)
    {
        if (some.Count > Campaign.MostSteps) return false;
        for (var i = 0; i < some.Count; i++)
        {
            var (before, above) = i == 0 ? (0, price) : (some[i - 1].From, some[i - 1].Price);
            if (some[i].From <= before || some[i].From > 1_000_000 || some[i].From % step != 0 || some[i].Price.Fen <= 0 || some[i].Price >= above) return false;
        }

        return true;
    }
}

/// <summary>A price of an item beside its own: a step's, or with <paramref name="ForMembers"/> the one members pay for any amount.</summary>
sealed record OtherPrice(
    long From, Money Price, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool ForMembers = false)
{
    public static List<OtherPrice>? Of(IReadOnlyList<StepPrice>? steps, Money? member)
    {
        List<OtherPrice> all = [.. (steps ?? []).Select(s => new OtherPrice(s.From, s.Price))];
        if (member is { } price) all.Add(new(0, price, true));
        return all.Count > 0 ? all : null;
    }
}

public enum ItemState { Selling, Paused, Closed }

/// <summary>
/// One sku on the list. <see cref="Taken"/> and <see cref="State"/> are changed only by conditional statements:
/// they are the one truth that keeps a sku from being oversold and a cut-off exact, on any number of hosts.
/// </summary>
sealed class CampaignItem : IOwned
{
    public TenantId Tenant { get; set; }
    public required CampaignId Campaign { get; init; }
    public required SkuId Sku { get; init; }
    public required int Position { get; init; }
    public required Money Price { get; init; }

    /// <summary>阶梯价, the smallest amount first, and 会员价; nothing when there is none. One column: an order reads no more than it did.</summary>
    public required List<OtherPrice>? Steps { get; init; }

    public IReadOnlyList<StepPrice> StepPrices => [.. (Steps ?? []).Where(s => !s.ForMembers).Select(s => new StepPrice(s.From, s.Price))];

    /// <summary>会员价.</summary>
    public Money? MemberPrice => Steps?.Find(s => s.ForMembers)?.Price;

    /// <summary>推荐语 — why the leader recommends it; nothing when nobody does.</summary>
    public string? Praise { get; init; }

    /// <summary>Units or grams there are to sell; nothing means as many as people want.</summary>
    public required long? Total { get; init; }
    public required long? PerHousehold { get; init; }
    public long Taken { get; private set; }
    public ItemState State { get; private set; }
}

/// <summary>A neighbourhood that sees the campaign: where its pickup points lie.</summary>
sealed class CampaignArea : IOwned
{
    public TenantId Tenant { get; set; }
    public required CampaignId Campaign { get; init; }
    public required NeighbourhoodId Neighbourhood { get; init; }
}

/// <summary>What one household has taken of a sku with a limit per household.</summary>
sealed class HouseholdTaking : IOwned
{
    public TenantId Tenant { get; set; }
    public required CampaignId Campaign { get; init; }
    public required HouseholdId Household { get; init; }
    public required SkuId Sku { get; init; }
    public long Amount { get; set; }
}

/// <summary>想要 — a household that wants a campaign before it opens.</summary>
sealed class Interest : IOwned
{
    public TenantId Tenant { get; set; }
    public required CampaignId Campaign { get; init; }
    public required HouseholdId Household { get; init; }
    public required DateTimeOffset At { get; init; }
}

/// <summary>A household in a campaign: how many living orders, how many of them paid.</summary>
sealed class Participant : IOwned
{
    public TenantId Tenant { get; set; }
    public required CampaignId Campaign { get; init; }
    public required HouseholdId Household { get; init; }
    public int Orders { get; set; }
    public int Paid { get; set; }

    /// <summary>When it joined a group deal, as a number that only grows.</summary>
    public int Place { get; set; }

    /// <summary>Its group was not reached, and its money went back.</summary>
    public bool Failed { get; set; }
}
