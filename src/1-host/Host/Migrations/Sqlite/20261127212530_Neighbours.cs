using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Neighbours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "points",
                table: "ordering_claims",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "points_percent",
                table: "ordering_claims",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "without_code",
                table: "fulfilment_redemptions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "cost",
                table: "commissions_lines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "dividend_basis_points",
                table: "commissions_contracts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "dividend_most",
                table: "commissions_contracts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "failed",
                table: "campaigns_participants",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "place",
                table: "campaigns_participants",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "praise",
                table: "campaigns_items",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "deal_groups",
                table: "campaigns_campaigns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "deal_most",
                table: "campaigns_campaigns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "campaigns_interests",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign = table.Column<Guid>(type: "TEXT", nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns_interests", x => new { x.tenant, x.campaign, x.household });
                });

            migrationBuilder.CreateTable(
                name: "channels_consent_answers",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    member = table.Column<Guid>(type: "TEXT", nullable: false),
                    accepted = table.Column<string>(type: "TEXT", nullable: false),
                    declined = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_consent_answers", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "channels_consents",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    member = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    left = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_consents", x => new { x.tenant, x.member, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "channels_dispatches",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    carrier = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    via = table.Column<Guid>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    @sealed = table.Column<string>(name: "sealed", type: "TEXT", nullable: false),
                    to = table.Column<Guid>(type: "TEXT", nullable: true),
                    notice = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    tries = table.Column<int>(type: "INTEGER", nullable: false),
                    tried_at = table.Column<long>(type: "INTEGER", nullable: true),
                    said = table.Column<int>(type: "INTEGER", nullable: true),
                    why = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_dispatches", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "channels_links",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    campaign = table.Column<Guid>(type: "TEXT", nullable: false),
                    leader = table.Column<Guid>(type: "TEXT", nullable: false),
                    point = table.Column<Guid>(type: "TEXT", nullable: true),
                    from = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    picture = table.Column<Guid>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_links", x => new { x.tenant, x.code });
                });

            migrationBuilder.CreateTable(
                name: "channels_notice_templates",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    template = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    fields = table.Column<string>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_notice_templates", x => new { x.tenant, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "channels_robots",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sealed_key = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    key_tail = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    leader = table.Column<Guid>(type: "TEXT", nullable: true),
                    topics = table.Column<string>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_robots", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "channels_shipments",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    transaction = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    buyer = table.Column<Guid>(type: "TEXT", nullable: false),
                    paid_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ship_by = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_shipments", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_dividends",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    leader = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    lines = table.Column<int>(type: "INTEGER", nullable: false),
                    sold = table.Column<long>(type: "INTEGER", nullable: false),
                    cost = table.Column<long>(type: "INTEGER", nullable: false),
                    commissions = table.Column<long>(type: "INTEGER", nullable: false),
                    refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    most = table.Column<long>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_dividends", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_photo_reviews",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    member = table.Column<Guid>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    pictures = table.Column<string>(type: "TEXT", nullable: false),
                    stars = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    points = table.Column<long>(type: "INTEGER", nullable: false),
                    rewarded_at = table.Column<long>(type: "INTEGER", nullable: true),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    nth = table.Column<int>(type: "INTEGER", nullable: true),
                    taken_back = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_photo_reviews", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_review_rules",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    points = table.Column<long>(type: "INTEGER", nullable: false),
                    per_month = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_review_rules", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_proxies",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    pickup = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_proxies", x => new { x.tenant, x.id });
                    table.ForeignKey(
                        name: "FK_fulfilment_proxies_fulfilment_pickups_tenant_pickup",
                        columns: x => new { x.tenant, x.pickup },
                        principalTable: "fulfilment_pickups",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "members_consents",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    member = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    given = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_consents", x => new { x.tenant, x.member, x.kind });
                    table.ForeignKey(
                        name: "FK_members_consents_members_members_tenant_member",
                        columns: x => new { x.tenant, x.member },
                        principalTable: "members_members",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ordering_past_buyers",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    first = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_past_buyers", x => new { x.tenant, x.household });
                });

            migrationBuilder.CreateTable(
                name: "pricing_memberships",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    set_at = table.Column<long>(type: "INTEGER", nullable: false),
                    set_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_memberships", x => new { x.tenant, x.household });
                });

            migrationBuilder.CreateTable(
                name: "channels_shipment_orders",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    shipment = table.Column<Guid>(type: "TEXT", nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_channels_shipment_orders", x => new { x.tenant, x.order, x.shipment });
                    table.ForeignKey(
                        name: "FK_channels_shipment_orders_channels_shipments_tenant_shipment",
                        columns: x => new { x.tenant, x.shipment },
                        principalTable: "channels_shipments",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_campaigns_interests_tenant_household_at",
                table: "campaigns_interests",
                columns: new[] { "tenant", "household", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_channels_dispatches_tenant_at",
                table: "channels_dispatches",
                columns: new[] { "tenant", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_channels_dispatches_tenant_to_at",
                table: "channels_dispatches",
                columns: new[] { "tenant", "to", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_channels_dispatches_tenant_via_tried_at",
                table: "channels_dispatches",
                columns: new[] { "tenant", "via", "tried_at" });

            migrationBuilder.CreateIndex(
                name: "IX_channels_shipment_orders_tenant_shipment",
                table: "channels_shipment_orders",
                columns: new[] { "tenant", "shipment" });

            migrationBuilder.CreateIndex(
                name: "IX_channels_shipments_tenant_state_ship_by",
                table: "channels_shipments",
                columns: new[] { "tenant", "state", "ship_by" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_dividends_tenant_leader_month",
                table: "commissions_dividends",
                columns: new[] { "tenant", "leader", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_photo_reviews_tenant_at",
                table: "commissions_photo_reviews",
                columns: new[] { "tenant", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_photo_reviews_tenant_household_month_nth",
                table: "commissions_photo_reviews",
                columns: new[] { "tenant", "household", "month", "nth" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_photo_reviews_tenant_order",
                table: "commissions_photo_reviews",
                columns: new[] { "tenant", "order" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_proxies_tenant_code",
                table: "fulfilment_proxies",
                columns: new[] { "tenant", "code" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_proxies_tenant_pickup",
                table: "fulfilment_proxies",
                columns: new[] { "tenant", "pickup" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_memberships_tenant_set_at",
                table: "pricing_memberships",
                columns: new[] { "tenant", "set_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "campaigns_interests");

            migrationBuilder.DropTable(
                name: "channels_consent_answers");

            migrationBuilder.DropTable(
                name: "channels_consents");

            migrationBuilder.DropTable(
                name: "channels_dispatches");

            migrationBuilder.DropTable(
                name: "channels_links");

            migrationBuilder.DropTable(
                name: "channels_notice_templates");

            migrationBuilder.DropTable(
                name: "channels_robots");

            migrationBuilder.DropTable(
                name: "channels_shipment_orders");

            migrationBuilder.DropTable(
                name: "commissions_dividends");

            migrationBuilder.DropTable(
                name: "commissions_photo_reviews");

            migrationBuilder.DropTable(
                name: "commissions_review_rules");

            migrationBuilder.DropTable(
                name: "fulfilment_proxies");

            migrationBuilder.DropTable(
                name: "members_consents");

            migrationBuilder.DropTable(
                name: "ordering_past_buyers");

            migrationBuilder.DropTable(
                name: "pricing_memberships");

            migrationBuilder.DropTable(
                name: "channels_shipments");

            migrationBuilder.DropColumn(
                name: "points",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "points_percent",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "without_code",
                table: "fulfilment_redemptions");

            migrationBuilder.DropColumn(
                name: "cost",
                table: "commissions_lines");

            migrationBuilder.DropColumn(
                name: "dividend_basis_points",
                table: "commissions_contracts");

            migrationBuilder.DropColumn(
                name: "dividend_most",
                table: "commissions_contracts");

            migrationBuilder.DropColumn(
                name: "failed",
                table: "campaigns_participants");

            migrationBuilder.DropColumn(
                name: "place",
                table: "campaigns_participants");

            migrationBuilder.DropColumn(
                name: "praise",
                table: "campaigns_items");

            migrationBuilder.DropColumn(
                name: "deal_groups",
                table: "campaigns_campaigns");

            migrationBuilder.DropColumn(
                name: "deal_most",
                table: "campaigns_campaigns");
        }
    }
}
