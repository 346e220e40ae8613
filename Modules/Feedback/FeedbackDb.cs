using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

public sealed class FeedbackDb(DbContextOptions<FeedbackDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    protected override string Module => "Feedback";

    protected override void MapModule(ModelBuilder model)
    {
    }
}
