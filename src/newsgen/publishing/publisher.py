"""Publishes a project: what is stale is planned, written, put into place, and recorded."""

from collections import Counter

import msgspec

from newsgen.errors import ContentError, OutputError, PageError, Problem
from newsgen.index.rows import OutputRow
from newsgen.pages.kind import Owner
from newsgen.publishing import full_search
from newsgen.publishing.budget import outgrown
from newsgen.publishing.failures import causes, failure, reported
from newsgen.publishing.options import BuildOptions, BuildResult, Progress
from newsgen.publishing.output import Output
from newsgen.publishing.ownership import Ownership, overwriting
from newsgen.publishing.page_writer import PageWriter, WriterSettings, WrittenPage, render_images, write_pages
from newsgen.publishing.plan import BuildRecord, Plan, make_plan
from newsgen.publishing.portability import joined_names, portability_warnings
from newsgen.publishing.project import Project
from newsgen.publishing.site import RenderedSite
from newsgen.workers import release_memory


def publish(project: Project, options: BuildOptions, progress: Progress) -> BuildResult:
    """Bring the output folder up to a project.

    With `keep_going`, files whose pages can't be made are left out of all others too.

    Raises:
        NewsgenError: with everything that is wrong; the output folder is as it was.
    """
    while True:
        try:
            with project.database.undone_on_error():
                return _publish(project, options, progress)
        except PageError as error:
            if not options.keep_going or not project.leave_out(error.problems):
                raise


def _publish(project: Project, options: BuildOptions, progress: Progress) -> BuildResult:
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
    warnings = tuple(sorted({*plan.build.warnings, *project.link_warnings()}))
    if warnings and options.strict:
        raise ContentError(*warnings)
    project.database.shrink()
    release_memory()
    output = Output(options.output)
    is_needed = (
        plan.write
        or plan.remove
        or plan.fingerprints is not None
        or output.is_staged
        or not output.is_stamped
    )
    written = 0
    if is_needed:
        done = _carry_out(project, options, plan, record, output, progress)
        written, warnings = done.written, tuple(sorted({*warnings, *done.warnings}))
    full_search.remove_former(project, options.output)
    if project.config.search == "full":
        full_search.update(project, options.output)
    project.pool.close()  # the last to close the database puts its log away
    result = _result(project, plan, written, warnings, tuple(problems))
    return msgspec.structs.replace(result, outgrown=outgrown(project.site.snapshot, options.output))


class _Done(msgspec.Struct, frozen=True):
    """How many files are new in the output, and the warnings of the files in it."""

    written: int
    warnings: tuple[Problem, ...]


def _carry_out(
    project: Project,
    options: BuildOptions,
    plan: Plan,
    record: BuildRecord,
    output: Output,
    progress: Progress,
) -> _Done:
    """Write what is stale, and publish it.

    Raises:
        PageError, TemplateError: with all that went wrong; nothing in the output has changed.
        ContentError: there are warnings of the files, and the options are strict; nothing has changed.
        OutputError: files would be overwritten that newsgen did not write, or the file system would join
            two; nothing has changed.
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
    rendered, written, failed = 0, 0, Counter[Problem | str]()
    is_public = options.view.is_public
    ownership = Ownership(record, output, project.altered)
    render_images(pool, site, plan.images)
    with output.open(), pool.stopping_on_error():
        for batch in write_pages(pool, settings, PageWriter(site, output), plan.write):
            failed.update(batch.failed)
            ownership.judge(page.file for page in batch.pages if page.replaces)
            if not is_public:
                files = (page.file for page in batch.pages)
                new = (file for file in files if not database.outputs.holds(record.folder, file))
                database.addresses.put_unpublished(record.folder, list(new))
            database.outputs.put(_row(record.folder, page) for page in batch.pages)
            written += sum(page.staged for page in batch.pages)
            rendered += len(batch.pages)
            progress("Rendering", rendered, len(plan.write))
        if failed:
            raise failure(reported(causes(failed), options.state_file.parent))
        pool.check_interrupt()
        ownership.judge(file for file in plan.remove if output.holds(file))
        if ownership.foreign and not options.force:
            raise OutputError(*overwriting(options.output, ownership.foreign))
        output.check(set(plan.remove))
        warnings = _check_names(site, record, output, set(plan.remove))
        if warnings and options.strict:
            raise ContentError(*warnings)
        if written or plan.remove:  # what is about to change is recorded first, for the build after a kill
            record.interrupted()
            database.commit()
        output.put_stamp()
        record.stamped()
        for file in plan.remove:
            output.remove(file)
        output.publish()
        database.outputs.trust(record.folder)
        database.outputs.drop(record.folder, plan.remove)
        _keep_answered(record, plan, is_public=is_public)
        _keep_addresses(record, plan, is_public=is_public)
        every_warning = tuple(sorted({*plan.build.warnings, *warnings}))
        record.put(msgspec.structs.replace(plan.build, warnings=every_warning), plan.fingerprints)
        database.commit()
    return _Done(written, warnings)


def _keep_answered(record: BuildRecord, plan: Plan, *, is_public: bool) -> None:
    """Remember the addresses at which something answers without a file."""
    addresses, folder = record.database.addresses, record.folder
    if not is_public:
        new = (row.file for row in plan.answer if not addresses.answered_at(folder, row.file))
        addresses.put_unpublished(
            folder, [file for file in new if not record.database.outputs.holds(folder, file)]
        )
    addresses.drop_answered(folder, plan.unanswered)
    addresses.put_answered(plan.answer)


def _keep_addresses(record: BuildRecord, plan: Plan, *, is_public: bool) -> None:
    """Remember the addresses that a build took away, and forget those that are answered again."""
    addresses, folder = record.database.addresses, record.folder
    addresses.forget_lost(folder, (*plan.lost.settled, *(plan.lost.answered if is_public else ())))
    addresses.put_lost(plan.lost.new)
    addresses.drop_unpublished(folder, None if is_public else (*plan.remove, *plan.unanswered))
    addresses.forget_former()


def _check_names(
    site: RenderedSite, record: BuildRecord, output: Output, leaving: set[str]
) -> tuple[Problem, ...]:
    """The warnings of files that another file system would join or refuse.

    Raises:
        OutputError: the file system of the output would join some.
    """
    outputs = record.database.outputs

    def owner(file: str) -> Owner:
        key = outputs.key_at(record.folder, file)
        assert key is not None
        return next(site.registry.claims([key])).owner

    def exists(file: str) -> bool:
        return file not in leaving and outputs.key_at(record.folder, file) is not None

    names = [name for name in outputs.unportable(record.folder) if name.file not in leaving]
    pairs = joined_names(names, exists)
    warnings = tuple(sorted(set(portability_warnings(names, pairs, owner))))
    lost = [pair for pair in pairs if output.joins(pair.file, pair.other)]
    if lost:
        raise OutputError(*portability_warnings([], lost, owner))
    return warnings


def _row(folder: str, page: WrittenPage) -> OutputRow:
    """What is recorded of a page; the size of one that is only staged is no size that a file can have."""
    return OutputRow(folder, page.file, page.key, ~page.size if page.staged else page.size, page.mtime)


def _result(
    project: Project, plan: Plan, written: int, warnings: tuple[Problem, ...], problems: tuple[Problem, ...]
) -> BuildResult:
    articles, hidden = project.article_count()
    return BuildResult(
        articles=articles,
        hidden=hidden,
        pages=plan.build.pages,
        written=written,
        unchanged=plan.build.pages - written,
        removed=len(plan.remove),
        warnings=(*project.notices, *warnings),
        problems=problems,
        explained=plan.explained,
        changed_texts=plan.changed_texts,
    )
