using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Linli.Host.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "campaigns_campaigns",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    supply = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    text = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    pictures = table.Column<string>(type: "text", nullable: false),
                    opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    closes_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    leader = table.Column<Guid>(type: "uuid", nullable: false),
                    commission_basis_points = table.Column<int>(type: "integer", nullable: false),
                    pickup_points = table.Column<string>(type: "text", nullable: false),
                    pickup_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    pickup_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    deal_households = table.Column<int>(type: "integer", nullable: true),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    joined_households = table.Column<int>(type: "integer", nullable: false),
                    deal_reached_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    published_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cut_off_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cut_off_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns_campaigns", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "campaigns_participants",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    orders = table.Column<int>(type: "integer", nullable: false),
                    paid = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns_participants", x => new { x.tenant, x.campaign, x.household });
                });

            migrationBuilder.CreateTable(
                name: "campaigns_takings",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns_takings", x => new { x.tenant, x.campaign, x.household, x.sku });
                });

            migrationBuilder.CreateTable(
                name: "campaigns_templates",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    opens_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    closes_at = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    pickup_day = table.Column<int>(type: "integer", nullable: false),
                    pickup_from = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    pickup_to = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    weekdays = table.Column<string>(type: "text", nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    next_opening = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns_templates", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "catalog_imports",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    format = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    columns = table.Column<string>(type: "text", nullable: false),
                    lines = table.Column<byte[]>(type: "bytea", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    bad = table.Column<int>(type: "integer", nullable: false),
                    @new = table.Column<int>(name: "new", type: "integer", nullable: false),
                    updated = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    warnings = table.Column<string>(type: "text", nullable: false),
                    confirmed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_imports", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "catalog_suppliers",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    contact = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_suppliers", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "commissions_lines",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    leader = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    @base = table.Column<long>(name: "base", type: "bigint", nullable: false),
                    basis_points = table.Column<int>(type: "integer", nullable: false),
                    commission = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_commissions_lines", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_pickups",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    neighbourhood = table.Column<Guid>(type: "uuid", nullable: false),
                    point = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(6)", maxLength: 6, nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    wrong_tries = table.Column<int>(type: "integer", nullable: false),
                    wrong_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_pickups", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_shelves",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    point = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    free_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_shelves", x => new { x.tenant, x.point, x.number });
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_waves",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    planned_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    bags = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_waves", x => new { x.tenant, x.campaign });
                });

            migrationBuilder.CreateTable(
                name: "inventory_movements",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    about = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: true),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inventory_movements", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "inventory_shelves",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    on_hand = table.Column<long>(type: "bigint", nullable: false),
                    held = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inventory_shelves", x => new { x.tenant, x.sku });
                    table.CheckConstraint("promises_are_kept", "held >= 0 and held <= on_hand");
                });

            migrationBuilder.CreateTable(
                name: "ledger_accounts",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    debits_must_not_exceed_credits = table.Column<bool>(type: "boolean", nullable: false),
                    debits_pending = table.Column<long>(type: "bigint", nullable: false),
                    debits_posted = table.Column<long>(type: "bigint", nullable: false),
                    credits_pending = table.Column<long>(type: "bigint", nullable: false),
                    credits_posted = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_accounts", x => new { x.tenant, x.name });
                });

            migrationBuilder.CreateTable(
                name: "ledger_transfers",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    resolves = table.Column<Guid>(type: "uuid", nullable: true),
                    debit = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    credit = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    fen = table.Column<long>(type: "bigint", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    about_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<Guid>(type: "uuid", nullable: true),
                    text = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledger_transfers", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "members_households",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    neighbourhood = table.Column<Guid>(type: "uuid", nullable: false),
                    building = table.Column<Guid>(type: "uuid", nullable: false),
                    room = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    phone_tail = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    pickup_point = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_households", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "members_members",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    phone_tail = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    role_words = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    stamp = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    totp_secret = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    totp_step = table.Column<long>(type: "bigint", nullable: false),
                    totp_used_by = table.Column<Guid>(type: "uuid", nullable: true),
                    household = table.Column<Guid>(type: "uuid", nullable: true),
                    supplier = table.Column<Guid>(type: "uuid", nullable: true),
                    neighbourhoods = table.Column<string>(type: "text", nullable: false),
                    read_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_members", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "members_phone_guards",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    phone = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    wrong = table.Column<int>(type: "integer", nullable: false),
                    locked_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    codes_at = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_phone_guards", x => new { x.tenant, x.phone });
                });

            migrationBuilder.CreateTable(
                name: "members_sms_codes",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone = table.Column<string>(type: "character varying(11)", maxLength: 11, nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    sent = table.Column<int>(type: "integer", nullable: false),
                    wrong = table.Column<int>(type: "integer", nullable: false),
                    used_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_sms_codes", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "ordering_orders",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    buyer = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    neighbourhood = table.Column<Guid>(type: "uuid", nullable: false),
                    building = table.Column<Guid>(type: "uuid", nullable: false),
                    leader = table.Column<Guid>(type: "uuid", nullable: false),
                    commission_basis_points = table.Column<int>(type: "integer", nullable: false),
                    pickup_point = table.Column<Guid>(type: "uuid", nullable: false),
                    payment = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    note = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    asked = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    pay_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    frozen_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    arrived_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    paid = table.Column<long>(type: "bigint", nullable: false),
                    refunded = table.Column<long>(type: "bigint", nullable: false),
                    completed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    last_amendment = table.Column<Guid>(type: "uuid", nullable: true),
                    timeline = table.Column<string>(type: "text", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_orders", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payments_payments",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    about = table.Column<Guid>(type: "uuid", nullable: false),
                    provider = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    text = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    return_url = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    trade_no = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    paid_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    refunded = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_payments", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "payments_refunds",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payment = table.Column<Guid>(type: "uuid", nullable: false),
                    about = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<Guid>(type: "uuid", nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    done_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_payments_refunds", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "places_neighbourhoods",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_places_neighbourhoods", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "places_shops",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    phone = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    address = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    notice = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    hold_minutes = table.Column<int>(type: "integer", nullable: false),
                    commission_basis_points = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_places_shops", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "platform_audit",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    who = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    about = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_audit", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "platform_facts",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    json = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    seq = table.Column<long>(type: "bigint", nullable: false),
                    thing = table.Column<string>(type: "character varying(80)", maxLength: 80, nullable: false),
                    taken_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    told_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    tries = table.Column<int>(type: "integer", nullable: false),
                    trouble = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_facts", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "platform_files",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    content_type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_files", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "platform_heard",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    fact = table.Column<Guid>(type: "uuid", nullable: false),
                    by = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_heard", x => new { x.tenant, x.fact, x.by });
                });

            migrationBuilder.CreateTable(
                name: "platform_keys",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    xml = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_keys", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "platform_shops",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_platform_shops", x => x.tenant);
                });

            migrationBuilder.CreateTable(
                name: "procurement_orders",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign_title = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    supplier = table.Column<Guid>(type: "uuid", nullable: true),
                    supplier_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    running = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_procurement_orders", x => new { x.tenant, x.id });
                });

            migrationBuilder.CreateTable(
                name: "campaigns_areas",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    neighbourhood = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns_areas", x => new { x.tenant, x.campaign, x.neighbourhood });
                    table.ForeignKey(
                        name: "FK_campaigns_areas_campaigns_campaigns_tenant_campaign",
                        columns: x => new { x.tenant, x.campaign },
                        principalTable: "campaigns_campaigns",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "campaigns_items",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    campaign = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: true),
                    per_household = table.Column<long>(type: "bigint", nullable: true),
                    taken = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_campaigns_items", x => new { x.tenant, x.campaign, x.sku });
                    table.ForeignKey(
                        name: "FK_campaigns_items_campaigns_campaigns_tenant_campaign",
                        columns: x => new { x.tenant, x.campaign },
                        principalTable: "campaigns_campaigns",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "catalog_import_pages",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    import = table.Column<Guid>(type: "uuid", nullable: false),
                    bad = table.Column<bool>(type: "boolean", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    rows = table.Column<byte[]>(type: "bytea", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_import_pages", x => new { x.tenant, x.import, x.bad, x.number });
                    table.ForeignKey(
                        name: "FK_catalog_import_pages_catalog_imports_tenant_import",
                        columns: x => new { x.tenant, x.import },
                        principalTable: "catalog_imports",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "catalog_skus",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    product = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    spec = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    category = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    measure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    per = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    unit = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    barcode = table.Column<string>(type: "character varying(14)", maxLength: 14, nullable: true),
                    supplier = table.Column<Guid>(type: "uuid", nullable: true),
                    cost = table.Column<long>(type: "bigint", nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    box_size = table.Column<int>(type: "integer", nullable: false),
                    pictures = table.Column<string>(type: "text", nullable: false),
                    origin = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    storage = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    shelf_life_days = table.Column<int>(type: "integer", nullable: true),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    pinyin = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    search = table.Column<string>(type: "character varying(600)", maxLength: 600, nullable: false),
                    was_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_catalog_skus", x => new { x.tenant, x.id });
                    table.ForeignKey(
                        name: "FK_catalog_skus_catalog_suppliers_tenant_supplier",
                        columns: x => new { x.tenant, x.supplier },
                        principalTable: "catalog_suppliers",
                        principalColumns: new[] { "tenant", "id" });
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_orders",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    pickup = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_orders", x => new { x.tenant, x.pickup, x.order });
                    table.ForeignKey(
                        name: "FK_fulfilment_orders_fulfilment_pickups_tenant_pickup",
                        columns: x => new { x.tenant, x.pickup },
                        principalTable: "fulfilment_pickups",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_redemptions",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    pickup = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<Guid>(type: "uuid", nullable: false),
                    cash = table.Column<long>(type: "bigint", nullable: false),
                    proxy_note = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    asked = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_redemptions", x => new { x.tenant, x.id });
                    table.ForeignKey(
                        name: "FK_fulfilment_redemptions_fulfilment_pickups_tenant_pickup",
                        columns: x => new { x.tenant, x.pickup },
                        principalTable: "fulfilment_pickups",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "fulfilment_sorted",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    pickup = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_fulfilment_sorted", x => new { x.tenant, x.pickup, x.sku });
                    table.ForeignKey(
                        name: "FK_fulfilment_sorted_fulfilment_pickups_tenant_pickup",
                        columns: x => new { x.tenant, x.pickup },
                        principalTable: "fulfilment_pickups",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "members_messages",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    household = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    text = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    link = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_members_messages", x => new { x.tenant, x.id });
                    table.ForeignKey(
                        name: "FK_members_messages_members_households_tenant_household",
                        columns: x => new { x.tenant, x.household },
                        principalTable: "members_households",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ordering_claims",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    pictures = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    refund = table.Column<long>(type: "bigint", nullable: false),
                    decision = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_claims", x => new { x.tenant, x.id });
                    table.ForeignKey(
                        name: "FK_ordering_claims_ordering_orders_tenant_order",
                        columns: x => new { x.tenant, x.order },
                        principalTable: "ordering_orders",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ordering_lines",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(160)", maxLength: 160, nullable: false),
                    unit = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    measure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    per = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<int>(type: "integer", nullable: false),
                    picture = table.Column<Guid>(type: "uuid", nullable: true),
                    supplier = table.Column<Guid>(type: "uuid", nullable: true),
                    unit_cost = table.Column<long>(type: "bigint", nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    allocated = table.Column<long>(type: "bigint", nullable: true),
                    handed = table.Column<long>(type: "bigint", nullable: false),
                    refunded = table.Column<long>(type: "bigint", nullable: false),
                    claimed = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ordering_lines", x => new { x.tenant, x.order, x.sku });
                    table.ForeignKey(
                        name: "FK_ordering_lines_ordering_orders_tenant_order",
                        columns: x => new { x.tenant, x.order },
                        principalTable: "ordering_orders",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "places_buildings",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    neighbourhood = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_places_buildings", x => new { x.tenant, x.id });
                    table.ForeignKey(
                        name: "FK_places_buildings_places_neighbourhoods_tenant_neighbourhood",
                        columns: x => new { x.tenant, x.neighbourhood },
                        principalTable: "places_neighbourhoods",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "places_pickup_points",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    address = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    neighbourhood = table.Column<Guid>(type: "uuid", nullable: false),
                    hours = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    active = table.Column<bool>(type: "boolean", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_places_pickup_points", x => new { x.tenant, x.id });
                    table.ForeignKey(
                        name: "FK_places_pickup_points_places_neighbourhoods_tenant_neighbour~",
                        columns: x => new { x.tenant, x.neighbourhood },
                        principalTable: "places_neighbourhoods",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "procurement_lines",
                columns: table => new
                {
                    tenant = table.Column<Guid>(type: "uuid", nullable: false),
                    order = table.Column<Guid>(type: "uuid", nullable: false),
                    sku = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    unit = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    measure = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    per = table.Column<int>(type: "integer", nullable: false),
                    needed = table.Column<long>(type: "bigint", nullable: false),
                    box_size = table.Column<int>(type: "integer", nullable: false),
                    unit_cost = table.Column<long>(type: "bigint", nullable: false),
                    received = table.Column<long>(type: "bigint", nullable: true),
                    bad = table.Column<long>(type: "bigint", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_procurement_lines", x => new { x.tenant, x.order, x.sku });
                    table.ForeignKey(
                        name: "FK_procurement_lines_procurement_orders_tenant_order",
                        columns: x => new { x.tenant, x.order },
                        principalTable: "procurement_orders",
                        principalColumns: new[] { "tenant", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_campaigns_areas_tenant_neighbourhood",
                table: "campaigns_areas",
                columns: new[] { "tenant", "neighbourhood" });

            migrationBuilder.CreateIndex(
                name: "IX_campaigns_campaigns_tenant_closes_at",
                table: "campaigns_campaigns",
                columns: new[] { "tenant", "closes_at" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_skus_tenant_category",
                table: "catalog_skus",
                columns: new[] { "tenant", "category" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_skus_tenant_code",
                table: "catalog_skus",
                columns: new[] { "tenant", "code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_catalog_skus_tenant_name",
                table: "catalog_skus",
                columns: new[] { "tenant", "name" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_skus_tenant_supplier",
                table: "catalog_skus",
                columns: new[] { "tenant", "supplier" });

            migrationBuilder.CreateIndex(
                name: "IX_catalog_suppliers_tenant_name",
                table: "catalog_suppliers",
                columns: new[] { "tenant", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_commissions_lines_tenant_leader_at",
                table: "commissions_lines",
                columns: new[] { "tenant", "leader", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_commissions_lines_tenant_order_sku",
                table: "commissions_lines",
                columns: new[] { "tenant", "order", "sku" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_orders_tenant_number",
                table: "fulfilment_orders",
                columns: new[] { "tenant", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_orders_tenant_order",
                table: "fulfilment_orders",
                columns: new[] { "tenant", "order" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_pickups_tenant_campaign_state",
                table: "fulfilment_pickups",
                columns: new[] { "tenant", "campaign", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_pickups_tenant_code",
                table: "fulfilment_pickups",
                columns: new[] { "tenant", "code" },
                unique: true,
                filter: "state not in ('Done', 'Cancelled')");

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_pickups_tenant_household_made_at",
                table: "fulfilment_pickups",
                columns: new[] { "tenant", "household", "made_at" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_pickups_tenant_point_state",
                table: "fulfilment_pickups",
                columns: new[] { "tenant", "point", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_fulfilment_redemptions_tenant_pickup",
                table: "fulfilment_redemptions",
                columns: new[] { "tenant", "pickup" });

            migrationBuilder.CreateIndex(
                name: "IX_inventory_movements_tenant_sku_at",
                table: "inventory_movements",
                columns: new[] { "tenant", "sku", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfers_tenant_credit_at",
                table: "ledger_transfers",
                columns: new[] { "tenant", "credit", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfers_tenant_day_code",
                table: "ledger_transfers",
                columns: new[] { "tenant", "day", "code" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfers_tenant_debit_at",
                table: "ledger_transfers",
                columns: new[] { "tenant", "debit", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_ledger_transfers_tenant_resolves",
                table: "ledger_transfers",
                columns: new[] { "tenant", "resolves" },
                unique: true,
                filter: "resolves IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_members_households_tenant_building_room",
                table: "members_households",
                columns: new[] { "tenant", "building", "room" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_members_households_tenant_neighbourhood",
                table: "members_households",
                columns: new[] { "tenant", "neighbourhood" });

            migrationBuilder.CreateIndex(
                name: "IX_members_households_tenant_phone_tail",
                table: "members_households",
                columns: new[] { "tenant", "phone_tail" });

            migrationBuilder.CreateIndex(
                name: "IX_members_members_tenant_household",
                table: "members_members",
                columns: new[] { "tenant", "household" });

            migrationBuilder.CreateIndex(
                name: "IX_members_members_tenant_phone",
                table: "members_members",
                columns: new[] { "tenant", "phone" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_members_members_tenant_phone_tail",
                table: "members_members",
                columns: new[] { "tenant", "phone_tail" });

            migrationBuilder.CreateIndex(
                name: "IX_members_messages_tenant_household_at",
                table: "members_messages",
                columns: new[] { "tenant", "household", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_members_phone_guards_tenant_at",
                table: "members_phone_guards",
                columns: new[] { "tenant", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_members_sms_codes_tenant_phone_expires_at",
                table: "members_sms_codes",
                columns: new[] { "tenant", "phone", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_claims_tenant_order",
                table: "ordering_claims",
                columns: new[] { "tenant", "order" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_orders_tenant_campaign_state",
                table: "ordering_orders",
                columns: new[] { "tenant", "campaign", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_orders_tenant_household_placed_at",
                table: "ordering_orders",
                columns: new[] { "tenant", "household", "placed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_orders_tenant_number",
                table: "ordering_orders",
                columns: new[] { "tenant", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_ordering_orders_tenant_placed_at",
                table: "ordering_orders",
                columns: new[] { "tenant", "placed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_payments_tenant_about",
                table: "payments_payments",
                columns: new[] { "tenant", "about" });

            migrationBuilder.CreateIndex(
                name: "IX_payments_refunds_tenant_payment",
                table: "payments_refunds",
                columns: new[] { "tenant", "payment" });

            migrationBuilder.CreateIndex(
                name: "IX_places_buildings_tenant_neighbourhood_name",
                table: "places_buildings",
                columns: new[] { "tenant", "neighbourhood", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_places_neighbourhoods_tenant_name",
                table: "places_neighbourhoods",
                columns: new[] { "tenant", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_places_pickup_points_tenant_name",
                table: "places_pickup_points",
                columns: new[] { "tenant", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_places_pickup_points_tenant_neighbourhood",
                table: "places_pickup_points",
                columns: new[] { "tenant", "neighbourhood" });

            migrationBuilder.CreateIndex(
                name: "IX_platform_audit_tenant_at",
                table: "platform_audit",
                columns: new[] { "tenant", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_platform_facts_thing",
                table: "platform_facts",
                columns: new[] { "tenant", "thing", "at" },
                filter: "told_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_platform_facts_waiting",
                table: "platform_facts",
                columns: new[] { "at", "seq" },
                filter: "told_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_platform_files_id",
                table: "platform_files",
                column: "id");

            migrationBuilder.CreateIndex(
                name: "IX_platform_shops_code",
                table: "platform_shops",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_procurement_orders_tenant_campaign",
                table: "procurement_orders",
                columns: new[] { "tenant", "campaign" });

            migrationBuilder.CreateIndex(
                name: "IX_procurement_orders_tenant_day_running",
                table: "procurement_orders",
                columns: new[] { "tenant", "day", "running" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_procurement_orders_tenant_made_at",
                table: "procurement_orders",
                columns: new[] { "tenant", "made_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "campaigns_areas");

            migrationBuilder.DropTable(
                name: "campaigns_items");

            migrationBuilder.DropTable(
                name: "campaigns_participants");

            migrationBuilder.DropTable(
                name: "campaigns_takings");

            migrationBuilder.DropTable(
                name: "campaigns_templates");

            migrationBuilder.DropTable(
                name: "catalog_import_pages");

            migrationBuilder.DropTable(
                name: "catalog_skus");

            migrationBuilder.DropTable(
                name: "commissions_lines");

            migrationBuilder.DropTable(
                name: "fulfilment_orders");

            migrationBuilder.DropTable(
                name: "fulfilment_redemptions");

            migrationBuilder.DropTable(
                name: "fulfilment_shelves");

            migrationBuilder.DropTable(
                name: "fulfilment_sorted");

            migrationBuilder.DropTable(
                name: "fulfilment_waves");

            migrationBuilder.DropTable(
                name: "inventory_movements");

            migrationBuilder.DropTable(
                name: "inventory_shelves");

            migrationBuilder.DropTable(
                name: "ledger_accounts");

            migrationBuilder.DropTable(
                name: "ledger_transfers");

            migrationBuilder.DropTable(
                name: "members_members");

            migrationBuilder.DropTable(
                name: "members_messages");

            migrationBuilder.DropTable(
                name: "members_phone_guards");

            migrationBuilder.DropTable(
                name: "members_sms_codes");

            migrationBuilder.DropTable(
                name: "ordering_claims");

            migrationBuilder.DropTable(
                name: "ordering_lines");

            migrationBuilder.DropTable(
                name: "payments_payments");

            migrationBuilder.DropTable(
                name: "payments_refunds");

            migrationBuilder.DropTable(
                name: "places_buildings");

            migrationBuilder.DropTable(
                name: "places_pickup_points");

            migrationBuilder.DropTable(
                name: "places_shops");

            migrationBuilder.DropTable(
                name: "platform_audit");

            migrationBuilder.DropTable(
                name: "platform_facts");

            migrationBuilder.DropTable(
                name: "platform_files");

            migrationBuilder.DropTable(
                name: "platform_heard");

            migrationBuilder.DropTable(
                name: "platform_keys");

            migrationBuilder.DropTable(
                name: "platform_shops");

            migrationBuilder.DropTable(
                name: "procurement_lines");

            migrationBuilder.DropTable(
                name: "campaigns_campaigns");

            migrationBuilder.DropTable(
                name: "catalog_imports");

            migrationBuilder.DropTable(
                name: "catalog_suppliers");

            migrationBuilder.DropTable(
                name: "fulfilment_pickups");

            migrationBuilder.DropTable(
                name: "members_households");

            migrationBuilder.DropTable(
                name: "ordering_orders");

            migrationBuilder.DropTable(
                name: "places_neighbourhoods");

            migrationBuilder.DropTable(
                name: "procurement_orders");
        }
    }
}
