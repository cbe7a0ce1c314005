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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ordering_bills");

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
