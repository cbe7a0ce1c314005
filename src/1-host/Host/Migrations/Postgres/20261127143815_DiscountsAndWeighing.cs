using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "estimate",
                table: "ordering_lines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "net",
                table: "ordering_lines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "weighed",
                table: "ordering_lines",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "accepted",
                table: "ordering_claims",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "bears",
                table: "ordering_claims",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "charge",
                table: "ordering_claims",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "referred_at",
                table: "ordering_claims",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "steps",
                table: "campaigns_items",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "savings",
                table: "campaigns_campaigns",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ordering_allowances",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    leader = table.Column<Guid>(type: "uuid", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    approved = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_allowances", x => new { x.tenant, x.leader, x.day });
                });

            migrationBuilder.CreateTable(
                name: "ordering_terms",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    leader_per_day = table.Column<long>(type: "bigint", nullable: false),
                    over_basis_points = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
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
