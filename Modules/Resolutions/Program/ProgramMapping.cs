using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

internal static class ProgramMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Agency>(agency =>
        {
            agency.ToTable("Agencies");
            agency.Property(a => a.Id).ValueGeneratedNever();
        });
        model.Entity<ActionProgram>(program =>
        {
            program.ToTable("Programs");
            program.Property(p => p.Id).ValueGeneratedNever();
            program.Property(p => p.Version).IsConcurrencyToken();
            program.HasIndex(p => p.Number).IsUnique();
        });
        model.Entity<TaskGroup>(group =>
        {
            group.ToTable("TaskGroups");
            group.Property(g => g.Id).ValueGeneratedNever();
            group.Property(g => g.Version).IsConcurrencyToken();
            group.HasOne<ActionProgram>().WithMany().HasForeignKey(g => g.ProgramId);
        });
        model.Entity<ActionTask>(task =>
        {
            task.ToTable("Tasks");
            task.Property(t => t.Id).ValueGeneratedNever();
            task.Property(t => t.Version).IsConcurrencyToken();
            task.HasIndex(t => t.Number).IsUnique();
            task.HasOne<TaskGroup>().WithMany().HasForeignKey(t => t.GroupId);
            task.HasMany(t => t.Agencies).WithOne().HasForeignKey(a => a.TaskId);
            task.Ignore(t => t.Deadline).Ignore(t => t.Content).Ignore(t => t.Leads).Ignore(t => t.Coordinating);
        });
        model.Entity<TaskAgency>(agency =>
        {
            agency.ToTable("TaskAgencies");
            agency.Property(a => a.Id).ValueGeneratedNever();
        });
        model.Entity<ProgramImport>(import =>
        {
            import.ToTable("Imports");
            import.Property(i => i.Id).ValueGeneratedNever();
            import.HasOne<ActionProgram>().WithMany().HasForeignKey(i => i.ProgramId);
        });
    }
}
