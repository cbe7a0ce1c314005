using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DiscountsAndWeighing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "quote",
                table: "ordering_orders",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "estimate",
                table: "ordering_lines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "net",
                table: "ordering_lines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "weighed",
                table: "ordering_lines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "accepted",
                table: "ordering_claims",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "bears",
                table: "ordering_claims",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "charge",
                table: "ordering_claims",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "referred_at",
                table: "ordering_claims",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "steps",
                table: "campaigns_items",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "savings",
                table: "campaigns_campaigns",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ordering_allowances",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    leader = table.Column<Guid>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    approved = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_allowances", x => new { x.tenant, x.leader, x.day });
                });

            migrationBuilder.CreateTable(
                name: "ordering_terms",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    leader_per_day = table.Column<long>(type: "INTEGER", nullable: false),
                    over_basis_points = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_terms", x => new { x.tenant, x.id });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ordering_allowances");

            migrationBuilder.DropTable(
                name: "ordering_terms");

            migrationBuilder.DropColumn(
                name: "quote",
                table: "ordering_orders");

            migrationBuilder.DropColumn(
                name: "estimate",
                table: "ordering_lines");

            migrationBuilder.DropColumn(
                name: "net",
                table: "ordering_lines");

            migrationBuilder.DropColumn(
                name: "weighed",
                table: "ordering_lines");

            migrationBuilder.DropColumn(
                name: "accepted",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "bears",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "charge",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "referred_at",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "steps",
                table: "campaigns_items");

            migrationBuilder.DropColumn(
                name: "savings",
                table: "campaigns_campaigns");
        }
    }
}
