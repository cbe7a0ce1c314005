using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Chains : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "claims_refunded",
                table: "ordering_orders",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "entry",
                table: "ordering_orders",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "nickname",
                table: "ordering_orders",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ordering_bills",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    rows = table.Column<string>(type: "TEXT", nullable: false),
                    bad = table.Column<string>(type: "TEXT", nullable: false),
                    choices = table.Column<string>(type: "TEXT", nullable: false),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    plan = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_bills", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ordering_chain_aliases",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    leader = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    word = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    text = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    target = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_chain_aliases", x => new { x.tenant, x.leader, x.kind, x.word });
                });

            migrationBuilder.CreateTable(
                name: "ordering_chain_entries",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    chain = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: true),
                    household = table.Column<Guid>(type: "TEXT", nullable: true),
                    said = table.Column<string>(type: "TEXT", nullable: false),
                    applied = table.Column<string>(type: "TEXT", nullable: false),
                    because = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_chain_entries", x => new { x.tenant, x.chain, x.key });
                });

            migrationBuilder.CreateTable(
                name: "ordering_chain_pastes",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    chain = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: true),
                    hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    choices = table.Column<string>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    confirmed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    before = table.Column<string>(type: "TEXT", nullable: true),
                    undone = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_chain_pastes", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ordering_chains",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    campaign = table.Column<Guid>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_paste = table.Column<Guid>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_chains", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_orders_tenant_campaign_entry",
                table: "ordering_orders",
                columns: new[] { "tenant", "campaign", "entry" },
                unique: true,
                filter: "entry IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ordering_bills_tenant_campaign",
                table: "ordering_bills",
                columns: new[] { "tenant", "campaign" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_chain_entries_tenant_order",
                table: "ordering_chain_entries",
                columns: new[] { "tenant", "order" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_chain_pastes_tenant_chain",
                table: "ordering_chain_pastes",
                columns: new[] { "tenant", "chain" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_chain_pastes_tenant_confirmed_at_at",
                table: "ordering_chain_pastes",
                columns: new[] { "tenant", "confirmed_at", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_chains_tenant_campaign",
                table: "ordering_chains",
                columns: new[] { "tenant", "campaign" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ordering_bills");

            migrationBuilder.DropTable(
                name: "ordering_chain_aliases");

            migrationBuilder.DropTable(
                name: "ordering_chain_entries");

            migrationBuilder.DropTable(
                name: "ordering_chain_pastes");

            migrationBuilder.DropTable(
                name: "ordering_chains");

            migrationBuilder.DropIndex(
                name: "IX_ordering_orders_tenant_campaign_entry",
                table: "ordering_orders");

            migrationBuilder.DropColumn(
                name: "claims_refunded",
                table: "ordering_orders");

            migrationBuilder.DropColumn(
                name: "entry",
                table: "ordering_orders");

            migrationBuilder.DropColumn(
                name: "nickname",
                table: "ordering_orders");
        }
    }
}
