using System.Security.Cryptography;
using System.Text;
using Linli.Campaigns;
using Linli.Catalog;
using Linli.Members;
using Linli.Ordering;
using Linli.Places;

namespace Linli.Fulfilment;

public enum PickupState { Waiting, Ready, Partly, Done, Overdue, Cancelled }

/// <summary>自提 — one bag: all that one household gets of one campaign at one pickup point, against one code.</summary>
sealed class Pickup : IOwned
{
    public const int MostWrongTries = 10;
    static readonly TimeSpan lockOut = TimeSpan.FromHours(1);

    public TenantId Tenant { get; set; }
    public required PickupId Id { get; init; }
    public required CampaignId Campaign { get; init; }
    public required HouseholdId Household { get; init; }
    public required Guid Neighbourhood { get; init; }
    public required PickupPointId Point { get; init; }

    /// <summary>取货码 — six digits, unique among the shop's bags that somebody may still come for.</summary>
    public required string Code { get; init; }

    /// <summary>Where it stands; see <see cref="Bin"/>.</summary>
    public required int Place { get; init; }
    public required DateTimeOffset From { get; set; }
    public required DateTimeOffset To { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public PickupState State { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }
    public int WrongTries { get; private set; }
    public DateTimeOffset? WrongSince { get; private set; }
    public List<PickupOrder> Orders { get; private set; } = [];
    public List<SortedLine> Sorted { get; private set; } = [];
    public List<Redemption> Redemptions { get; private set; } = [];

    /// <summary>代取码 — given to neighbours; at most one of them opens it.</summary>
    public List<Proxy> Proxies { get; private set; } = [];

    /// <summary>The one that opens it now.</summary>
    public Proxy? ProxyAt(DateTimeOffset now) => Proxies.Find(p => p.OpensAt(now));

    /// <summary>The same bag however often it is made.</summary>
    public static PickupId IdOf(CampaignId campaign, HouseholdId household, PickupPointId point)
    {
        var name = SHA256.HashData(Encoding.UTF8.GetBytes($"{campaign.Value}/{household.Value}/{point.Value}"));
        return new(new Guid(name.AsSpan(0, 16)));
    }

    /// <summary>Follows what became of its orders.</summary>
    /// <returns>True when it has just become ready.</returns>
    public bool Follow(Content content, DateTimeOffset now)
    {
        if (State is PickupState.Done or PickupState.Cancelled) return false;
        if (Orders.Count == 0) State = PickupState.Cancelled;
        else if (content.IsHandedOver) (State, DoneAt) = (PickupState.Done, now);
        else if (State == PickupState.Waiting && content.HasArrived)
        {
            State = PickupState.Ready;
            return true;
        }

        return false;
    }

    /// <summary>Its household is known at the desk; nothing to guess.</summary>
    public void OpensWithoutCode()
    {
        if (State == PickupState.Done) throw No.AlreadyDone();
    }

    /// <summary>False for a wrong code, which is counted: guessers are locked out for the rest of the hour.</summary>
    public bool Opens(string code, DateTimeOffset now)
    {
        if (State == PickupState.Done) throw No.AlreadyDone();
        if (WrongSince + lockOut <= now) (WrongTries, WrongSince) = (0, null);
        if (WrongTries >= MostWrongTries) throw No.TooManyTries(WrongSince!.Value + lockOut - now);
        if (code == Code || ProxyAt(now)?.Code == code) return true;
        (WrongTries, WrongSince) = (WrongTries + 1, WrongSince ?? now);
        return false;
    }

    /// <param name="whole">Nothing is left in it.</param>
    public void HandOver(Redemption redemption, bool whole, DateTimeOffset now)
    {
        Redemptions.Add(redemption);
        State = whole ? PickupState.Done : PickupState.Partly;
        if (whole) DoneAt = now;
    }
}

/// <summary>An order that lies in a bag.</summary>
sealed class PickupOrder : IOwned
{
    public TenantId Tenant { get; set; }
    public required PickupId Pickup { get; init; }
    public required OrderId Order { get; init; }
    public required string Number { get; init; }
}

/// <summary>分拣 — what was put into a bag of one sku, in units or grams.</summary>
sealed class SortedLine : IOwned
{
    public TenantId Tenant { get; set; }
    public required PickupId Pickup { get; init; }
    public required SkuId Sku { get; init; }
    public required long Amount { get; set; }
    public required DateTimeOffset At { get; set; }
}

/// <summary>代取 — somebody else may fetch the bag, once, by a code of their own.</summary>
sealed class Proxy : IOwned
{
    public const int LongestName = 20;

    public TenantId Tenant { get; set; }
    public required ProxyId Id { get; init; }
    public required PickupId Pickup { get; init; }
    public required string Code { get; init; }

    /// <summary>Who fetches it, as the household calls them.</summary>
    public required string Name { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset Until { get; init; }
    public DateTimeOffset? UsedAt { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    public bool OpensAt(DateTimeOffset now) => UsedAt is null && EndedAt is null && now < Until;

    public void Use(DateTimeOffset now) => UsedAt = now;

    /// <summary>Taken back; one that was used stays used.</summary>
    public void End(DateTimeOffset now) => EndedAt ??= UsedAt is null ? now : null;
}

/// <summary>核销 — one handing over at the desk.</summary>
sealed class Redemption : IOwned
{
    public const int LongestNote = 100;

    public TenantId Tenant { get; set; }
    public required RedemptionId Id { get; init; }
    public required PickupId Pickup { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Guid By { get; init; }
    public required Money Cash { get; init; }
    public required string ProxyNote { get; init; }

    /// <summary>Handed over to somebody who is known, without a code.</summary>
    public bool WithoutCode { get; init; }

    /// <summary>What was asked for, to know a repetition from another hand-over under the same id.</summary>
    public required string Asked { get; init; }
}
