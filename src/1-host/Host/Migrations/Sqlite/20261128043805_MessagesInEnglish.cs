using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MessagesInEnglish : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "text_en",
                table: "members_messages",
                type: "TEXT",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "title_en",
                table: "members_messages",
                type: "TEXT",
                maxLength: 60,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "text_en",
                table: "members_messages");

            migrationBuilder.DropColumn(
                name: "title_en",
                table: "members_messages");
        }
    }
}
