using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Points : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "pricing_points_entries",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    move = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    points = table.Column<long>(type: "INTEGER", nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: true),
                    line = table.Column<Guid>(type: "TEXT", nullable: true),
                    text = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    late = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_entries", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pricing_points_lots",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    left = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_lots", x => new { x.tenant, x.household, x.last_day });
                });

            migrationBuilder.CreateTable(
                name: "pricing_points_rules",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    per_yuan = table.Column<int>(type: "INTEGER", nullable: false),
                    most_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    months = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_rules", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "pricing_points_uses",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    order = table.Column<Guid>(type: "TEXT", nullable: false),
                    last_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    household = table.Column<Guid>(type: "TEXT", nullable: false),
                    points = table.Column<long>(type: "INTEGER", nullable: false),
                    returned = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pricing_points_uses", x => new { x.tenant, x.order, x.last_day });
                });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_points_entries_tenant_household_at",
                table: "pricing_points_entries",
                columns: new[] { "tenant", "household", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_points_entries_tenant_order",
                table: "pricing_points_entries",
                columns: new[] { "tenant", "order" });

            migrationBuilder.CreateIndex(
                name: "IX_pricing_points_lots_tenant_last_day",
                table: "pricing_points_lots",
                columns: new[] { "tenant", "last_day" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "pricing_points_entries");

            migrationBuilder.DropTable(
                name: "pricing_points_lots");

            migrationBuilder.DropTable(
                name: "pricing_points_rules");

            migrationBuilder.DropTable(
                name: "pricing_points_uses");
        }
    }
}
