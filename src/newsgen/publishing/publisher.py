"""Publishes a project: what is stale is planned, written, put into place, and recorded."""

from newsgen.errors import ContentError, Problem, TemplateError
from newsgen.index.rows import OutputRow
from newsgen.publishing.options import BuildOptions, BuildResult, Progress
from newsgen.publishing.output import Output
from newsgen.publishing.page_writer import PageWriter, WriterSettings, WrittenPage, render_images, write_pages
from newsgen.publishing.plan import BuildRecord, Plan, make_plan
from newsgen.publishing.project import Project
from newsgen.workers import release_memory


def publish(project: Project, options: BuildOptions, progress: Progress) -> BuildResult:
    """Bring the output folder up to a project.

    Raises:
        NewsgenError: with everything that is wrong; the output folder is as it was.
    """
    record = BuildRecord(project.database, str(options.output.resolve()))
    plan = make_plan(
        project.site,
        record,
        project.altered,
        project.reading_warnings(),
        is_whole=not project.problems,
        full=options.full,
        explain=options.explain,
    )
    problems = sorted([*project.problems, *plan.problems])
    if problems and not options.keep_going:
        raise ContentError(*problems)
    if plan.build.warnings and options.strict:
        raise ContentError(*plan.build.warnings)
    project.database.shrink()
    release_memory()
    output = Output(options.output)
    is_needed = plan.write or plan.remove or plan.fingerprints is not None or output.is_staged
    written = _carry_out(project, options, plan, record, output, progress) if is_needed else 0
    project.pool.close()  # the last to close the database puts its log away
    return _result(project, plan, written, tuple(problems))


def _carry_out(
    project: Project,
    options: BuildOptions,
    plan: Plan,
    record: BuildRecord,
    output: Output,
    progress: Progress,
) -> int:
    """Write what is stale, and publish it; returns how many files are new.

    Raises:
        TemplateError: with all that went wrong; nothing in the output has changed.
    """
    site, pool, database = project.site, project.pool, project.database
    settings = WriterSettings(
        str(options.project.resolve()),
        str(options.state_file),
        record.folder,
        project.config,
        options.view,
        site.stamp,
    )
    rendered, written, failed = 0, 0, dict[Problem | str, None]()
    render_images(pool, site, plan.images)
    with output.open(), pool.stopping_on_error():
        for batch in write_pages(pool, settings, PageWriter(site, output), plan.write):
            failed |= dict.fromkeys(batch.problems)
            database.outputs.put(_row(record.folder, page) for page in batch.pages)
            written += sum(page.staged for page in batch.pages)
            rendered += len(batch.pages)
            progress("Rendering", rendered, len(plan.write))
        if failed:
            raise TemplateError(*failed)
        pool.check_interrupt()
        output.check(set(plan.remove))
        if written or plan.remove:  # what is about to change is recorded first, for the build after a kill
            record.interrupted()
            database.commit()
        for file in plan.remove:
            output.remove(file)
        output.publish()
        database.outputs.trust(record.folder)
        database.outputs.drop(record.folder, plan.remove)
        record.put(plan.build, plan.fingerprints)
        database.commit()
    return written


def _row(folder: str, page: WrittenPage) -> OutputRow:
    """What is recorded of a page; the size of one that is only staged is no size that a file can have."""
    return OutputRow(folder, page.file, page.key, ~page.size if page.staged else page.size, page.mtime)


def _result(project: Project, plan: Plan, written: int, problems: tuple[Problem, ...]) -> BuildResult:
    articles, hidden = project.article_count()
    return BuildResult(
        articles=articles,
        hidden=hidden,
        pages=plan.build.pages,
        written=written,
        unchanged=plan.build.pages - written,
        removed=len(plan.remove),
        warnings=plan.build.warnings,
        problems=problems,
        explained=plan.explained,
    )
