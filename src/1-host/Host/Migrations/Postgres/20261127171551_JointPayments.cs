using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class JointPayments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "joint",
                table: "payments_payments",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "joint_amount",
                table: "payments_payments",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_payments_payments_tenant_joint",
                table: "payments_payments",
                columns: new[] { "tenant", "joint" },
                filter: "joint IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_payments_payments_tenant_joint",
                table: "payments_payments");

            migrationBuilder.DropColumn(
                name: "joint",
                table: "payments_payments");

            migrationBuilder.DropColumn(
                name: "joint_amount",
                table: "payments_payments");
        }
    }
}
