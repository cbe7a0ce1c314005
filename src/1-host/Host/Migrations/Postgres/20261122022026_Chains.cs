using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
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
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "entry",
                table: "ordering_orders",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "nickname",
                table: "ordering_orders",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ordering_bills",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<string>(type: "text", nullable: false),
                    bad = table.Column<string>(type: "text", nullable: false),
                    choices = table.Column<string>(type: "text", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    plan = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
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
