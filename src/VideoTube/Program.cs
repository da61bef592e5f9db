using System.CommandLine;
using System.CommandLine.Help;
using VideoTube.Commands;

// Each command tells by --help what it does and takes; docs/operations.md tells when one wants it.
var videotube = new Command("videotube", "A video site of your own. Without a command it serves the site.")
{
    new Command("serve", "The site, with workers inside.").Runs(Serving.ServeAsync),
    new Command("worker", "Works on the queue alone, beside a site or many.").Runs(Serving.WorkAsync),
    new Command("migrate", "Only brings the database up to date.").Runs(Serving.MigrateAsync),
    new Command("openapi", "Writes the API's document, as /openapi/v1.json serves it.").Runs(Serving.WriteDocumentAsync),
    new Command("admin", "Looks after people, jobs, files and the database; also while the site runs.")
    {
        UserCommands.Users(),
        RoleCommands.Grant(),
        RoleCommands.Revoke(),
        JobCommands.Jobs(),
        StorageCommands.Storage(),
        MaintenanceCommands.Maintenance(),
        BackupCommands.Backup(),
        BackupCommands.Restore(),
        CommandLine.Json,
    },
    new Command("import", "Takes over people and videos from another site.")
    {
        ImportCommands.MongoExport(),
        CommandLine.Json,
    },
    new HelpOption(),
    new VersionOption(),
};
return await CommandLine.RunAsync(videotube.Runs(Serving.ServeAsync), args);
