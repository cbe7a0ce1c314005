using Linli.Catalog;

namespace Linli.Inventory;

/// <summary>
/// One sku's stock in units or grams. Changed only by conditional statements, because many people change it at once;
/// the database itself refuses to hold more than there is.
/// </summary>
sealed class Shelf : IOwned
{
    public TenantId Tenant { get; set; }
    public required SkuId Sku { get; init; }
    public long OnHand { get; private set; }

    /// <summary>Promised to orders; leaves at hand-over.</summary>
    public long Held { get; private set; }
}

/// <summary>The last one stands for a month's movements that lie in an archive (结转).</summary>
public enum MovementKind { Receipt, HandOver, Count, Spoilage, Shrinkage, Breakage, Expiry, Carried }

/// <summary>Why a shelf changed. Their sum is always what is on hand.</summary>
sealed class Movement : IOwned
{
    public const int LongestNote = 200;
    public const long MostAmount = 100_000_000;

    public TenantId Tenant { get; set; }
    public required MovementId Id { get; init; }
    public required SkuId Sku { get; init; }
    public required MovementKind Kind { get; init; }

    /// <summary>Units or grams; negative when it leaves.</summary>
    public required long Amount { get; init; }
    public required string About { get; init; }
    public required Guid? AboutId { get; init; }
    public required string Note { get; init; }
    public required DateTimeOffset At { get; init; }
}
