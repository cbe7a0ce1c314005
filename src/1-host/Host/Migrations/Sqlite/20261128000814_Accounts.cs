using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "answer",
                table: "ordering_claims",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "answer_pictures",
                table: "ordering_claims",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "answered_at",
                table: "ordering_claims",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "asked_at",
                table: "ordering_claims",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "passed_by",
                table: "ordering_claims",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "passed_with",
                table: "ordering_claims",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "question",
                table: "ordering_claims",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "fees",
                table: "commissions_dividends",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "losses",
                table: "commissions_dividends",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "members_wechat_apps",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    app = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    app_id = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    sealed_secret = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    version = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    set_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_wechat_apps", x => new { x.tenant, x.app });
                });

            migrationBuilder.CreateTable(
                name: "procurement_links",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "TEXT", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    supplier = table.Column<Guid>(type: "TEXT", nullable: false),
                    made_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    until = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_procurement_links", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_procurement_links_tenant_supplier_made_at",
                table: "procurement_links",
                columns: new[] { "tenant", "supplier", "made_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "members_wechat_apps");

            migrationBuilder.DropTable(
                name: "procurement_links");

            migrationBuilder.DropColumn(
                name: "answer",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "answer_pictures",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "answered_at",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "asked_at",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "passed_by",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "passed_with",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "question",
                table: "ordering_claims");

            migrationBuilder.DropColumn(
                name: "fees",
                table: "commissions_dividends");

            migrationBuilder.DropColumn(
                name: "losses",
                table: "commissions_dividends");
        }
    }
}
