namespace Linli.Host.Keeping;

/// <summary>Every way a command says no. It is said on the screen, both texts, and the process ends with 1.</summary>
static class No
{
    public static Refusal CommandUnknown(string said, string use) =>
        new(400, "command.unknown", $"没有这样的命令：{said}。可用：{use}", $"There is no command like '{said}'; there are: {use}");
    public static Refusal FileTrouble(string what) =>
        new(409, "command.file", $"文件读写失败：{what}", $"A file could not be read or written: {what}");
    public static Refusal ToolMissing(string tool) => new(409, "backup.tool-missing",
        $"找不到 {tool}，请安装 PostgreSQL 客户端（apt-get install postgresql-client）", $"{tool} is missing: apt-get install postgresql-client");
    public static Refusal ToolFailed(string tool, string said) =>
        new(409, "backup.tool-failed", $"{tool} 没有完成：{said}", $"{tool} did not finish: {said}");
    public static Refusal NothingToBackUp(string where) =>
        new(409, "backup.nothing-there", $"{where} 里没有 Linli 的数据", $"There is no Linli in {where}");
    public static Refusal FileExists(string file) =>
        new(409, "backup.file-exists", $"{file} 已经存在，请换一个文件名", $"{file} exists already; choose another name");
    public static Refusal Damaged(string file, string what) =>
        new(422, "backup.damaged", $"{file} 不是完好的 Linli 文件：{what}", $"{file} is no whole file of Linli: {what}");
    public static Refusal Future(string step) => new(409, "database.future",
        $"数据比程序新（{step}），请用新版本的 Linli 打开。什么都没有改动。", $"The data is newer than this program ({step}); use the newer Linli. Nothing was changed.");
    public static Refusal NotUpgraded() => new(409, "export.not-upgraded",
        "数据库还是旧版本的，请先用这个版本的 Linli 启动一次", "The database is of an older version; start this Linli on it once");
    public static Refusal ShopUnknown(string code) =>
        new(404, "export.shop-unknown", $"没有代号为 {code} 的店", $"There is no shop with the code {code}");
    public static Refusal ShopThere(string code) => new(409, "import.already-there",
        $"这里已经有 {code} 这家店了，什么都没有改动", $"The shop {code} is here already; nothing was changed");
    public static Refusal OlderFile(string step) => new(409, "import.older-file",
        $"文件来自旧版本（{step}）。请把它导入那个版本的 Linli，升级后再导出。",
        $"The file is of an older version ({step}). Import it into that Linli, upgrade it, and export again.");
    public static Refusal NotEmpty() => new(409, "restore.not-empty",
        "目标数据库里已经有数据。确实要用备份替换全部数据，请加 --over。",
        "The target holds data already. To replace all of it by the backup, add --over.");
    public static Refusal StillServing() => new(409, "restore.still-serving",
        "还有 Linli 正在使用这个数据库，请先停止它", "A Linli is still running on this database; stop it first");
}
