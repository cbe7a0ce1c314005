using Linli.Campaigns;
using Linli.Catalog;
using Linli.Channels;
using Linli.Commissions;
using Linli.Fulfilment;
using Linli.Inventory;
using Linli.Ledger;
using Linli.Members;
using Linli.Ordering;
using Linli.Payments;
using Linli.Places;
using Linli.Pricing;
using Linli.Procurement;
using Linli.Reconciliation;

namespace Linli.Host;

/// <summary>The house, floor by floor.</summary>
static class Rooms
{
    public static IReadOnlyList<Module> All() =>
    [
        new ChannelsModule(),
        new CommissionsModule(), new FulfilmentModule(), new ProcurementModule(), new ReconciliationModule(),
        new OrderingModule(),
        new CampaignsModule(), new InventoryModule(), new PaymentsModule(), new PricingModule(),
        new CatalogModule(), new LedgerModule(), new MembersModule(), new PlacesModule(),
    ];
}
