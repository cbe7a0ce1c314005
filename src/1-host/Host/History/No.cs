namespace Linli.Host.History;

/// <summary>Every way archives say no; said on the screen, both texts.</summary>
static class No
{
    public static Refusal MonthWrong(string month) =>
        new(422, "archive.month-wrong", $"“{month}”不是一个已经结束的月份，请写成 2025-03 这样", $"'{month}' is no month that has ended; write 2025-03");
    public static Refusal FileThere(string file) =>
        new(409, "archive.file-there", $"{file} 已经存在，请换一个文件名", $"{file} is there already; choose another name");
    public static Refusal FileMissing(string file) => new(404, "archive.file-missing", $"没有 {file} 这个文件", $"There is no file {file}");
    public static Refusal ArchiveDamaged(string what) =>
        new(422, "archive.damaged", $"归档文件不完整：{what}。什么都没有改动。", $"The archive is not whole: {what}. Nothing was changed.");
    public static Refusal ArchiveFromTheFuture(string column) => new(409, "archive.future",
        $"归档文件比程序新（{column}），请用新版本的 Linli", $"The archive is newer than this program ({column}); use the newer Linli");
    public static Refusal ShopUnknown(string shop) =>
        new(404, "archive.shop-unknown", $"这里没有店铺“{shop}”", $"There is no shop '{shop}' here");
}
