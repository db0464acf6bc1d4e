"""The lists as Atom feeds, each in every language and with the filters of its list."""

from django.utils.translation import gettext_lazy as _

from programme.feeds.acts import entries_of_acts
from programme.feeds.feed import Feed, path_of
from programme.feeds.rows import entries_of_donors, entries_of_reports, entries_of_results
from programme.filters import ChangeFilter, DonorFilter, ReportFilter, ResultFilter
from programme.models import Change, Donor, Report, Result

__all__ = ["FEEDS", "Feed", "path_of"]

FEEDS = {
    feed.name: feed
    for feed in (
        Feed(
            "results",
            _("Results"),
            "result_list",
            ResultFilter,
            lambda: Result.objects.public(),
            entries_of_results,
        ),
        Feed(
            "donors",
            _("Donors"),
            "donor_list",
            DonorFilter,
            lambda: Donor.objects.public(),
            entries_of_donors,
        ),
        Feed(
            "reports",
            _("Reports"),
            "report_list",
            ReportFilter,
            lambda: Report.objects.public(),
            entries_of_reports,
        ),
        Feed(
            "changes",
            _("Changes"),
            "change_list",
            ChangeFilter,
            lambda: Change.objects.public().one_an_act(),
            entries_of_acts,
        ),
    )
}
