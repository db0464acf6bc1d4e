"""Each check of the activity file finds what it is for: a file that is broken on purpose."""

import copy

import pytest
from lxml import etree

from tests.iati import RULES, XML, activity_file, broken, off_list, schema_faults


@pytest.fixture
def tree(source, reader):
    return activity_file(reader)


def _drop(path):
    def breaks(activity):
        for part in activity.xpath(path):
            part.getparent().remove(part)

    return breaks


def _set(path, name, value):
    def breaks(activity):
        for part in activity.xpath(path):
            part.set(name, value)

    return breaks


def _say(path, words):
    def breaks(activity):
        for part in activity.xpath(path):
            part.text = words

    return breaks


def _add(tag, parent=".", **attributes):
    def breaks(activity):
        for part in activity.xpath(parent):
            names = {name.replace("_", "-"): value for name, value in attributes.items()}
            etree.SubElement(part, tag, names)

    return breaks


def _twice(activity):
    activity.getparent().append(copy.deepcopy(activity))


def _of_no_language(activity):
    del activity.attrib[XML]
    del activity.find("title/narrative").attrib[XML]


def _referenced_twice(activity):
    result = activity.find("result")
    for part in (result, result.find("indicator")):
        part.insert(1, etree.Element("reference", code="1", vocabulary="99"))


def _backwards(activity):
    period = activity.find(".//period")
    period.find("period-start").set("iso-date", "2019-01-01")


def _ended_before(start, end):
    def breaks(activity):
        for part in activity.findall("activity-date"):
            activity.remove(part)
        for kind, day in ((start, "2014-01-01"), (end, "2013-01-01"), ("2", "2014-01-01")):
            etree.SubElement(activity, "activity-date", {"type": kind, "iso-date": day})

    return breaks


BREAKS = {
    "1.1.2": _twice,
    "1.1.3": _say("iati-identifier", "XM-DAC-41128"),
    "1.1.21": _say("iati-identifier", "SAHEL"),
    "1.3.1": _say("iati-identifier", "XM-DAC-41128-A/B"),
    "1.3.13": _set("reporting-org", "ref", "XM DAC"),
    "2.1.1": _add("sector", vocabulary="1", code="15113"),
    "2.2.1": _add("sector", vocabulary="99", code="courts"),
    "3.1.1": _add("recipient-country", code="ML"),
    "3.7.1": _drop("recipient-region"),
    "4.1.1": _of_no_language,
    "4.3.1": _say("title/narrative", " "),
    "4.4.1": _say("description/narrative", ""),
    "6.2.2": _drop("sector"),
    "6.10.1": _drop("participating-org[1]/narrative"),
    "6.11.1": _drop("activity-date"),
    "6.14.1": _add("policy-marker", vocabulary="1", code="1"),
    "7.8.1": _add("value", value_date="2015-01-01"),
    "8.6.1": _backwards,
    "8.8.1": _add("baseline", "result/indicator[@measure='1']", value="few", year="2014"),
    "8.9.1": _add("target", "result/indicator[@measure='1']/period", value="many"),
    "8.10.1": _set(".//actual[@value='9000']", "value", "more than 9,000"),
    "8.10.3": _drop(".//indicator[@measure='5']//comment"),
    "8.11.1": _referenced_twice,
    "11.1.1": _set(".", "last-updated-datetime", "2999-01-01T00:00:00Z"),
    "11.1.2": _ended_before("1", "3"),
    "11.1.3": _ended_before("2", "4"),
    "11.1.4": _set("activity-date", "iso-date", "2999-01-01"),
    "11.1.5": _add("activity-date", type="4", iso_date="2999-01-01"),
    "102.1.1": _set("sector", "vocabulary", "99"),
    "no identifier": _say("iati-identifier", ""),
    "no such place": _drop("location[1]"),
}
ALSO = {  # rules that the same fault breaks too
    "1.1.3": {"1.1.21"},
    "1.3.13": {"1.1.21"},
    "102.1.1": {"2.2.1"},
    "no identifier": {"1.1.21"},
}


def test_each_rule_is_broken_below():
    assert set(BREAKS) == set(RULES)


def test_each_rule_finds_its_fault_and_no_other_does(tree):
    for rule, breaks in BREAKS.items():
        bad = copy.deepcopy(tree)
        breaks(bad.find("iati-activity"))
        assert broken(bad) == {rule, *ALSO.get(rule, ())}, rule


NEEDED: tuple[str, ...] = (
    "iati-identifier",
    "reporting-org",
    "title",
    "description",
    "participating-org",
)
NEEDED += ("activity-status", "activity-date", "reporting-org/@ref", "reporting-org/@type")
NEEDED += ("result[1]/indicator", "result[1]/title", ".//period-start", ".//period-end")
NEEDED += ("document-link/category", "document-link/title", ".//period-end/@iso-date")


def test_the_schema_misses_what_it_asks_for(tree):
    for path in NEEDED:
        bad = copy.deepcopy(tree)
        parent, _at, name = path.partition("/@")
        for part in bad.find("iati-activity").xpath(parent):
            if name:
                del part.attrib[name]
            else:
                part.getparent().remove(part)
        assert schema_faults(bad), path


def test_the_schema_refuses_half_a_date_and_another_order(tree):
    half, mixed = copy.deepcopy(tree), copy.deepcopy(tree)
    half.find("iati-activity/activity-date").set("iso-date", "2014-01")
    assert schema_faults(half)
    mixed.find("iati-activity").append(mixed.find("iati-activity/sector"))
    assert schema_faults(mixed)


def test_the_schema_alone_is_not_enough(tree):
    """The reason for the rules: these are faults that it does not see."""
    for rule in ("6.2.2", "3.7.1", "8.10.1", "no identifier"):
        bad = copy.deepcopy(tree)
        BREAKS[rule](bad.find("iati-activity"))
        assert not schema_faults(bad), rule


@pytest.mark.parametrize(
    ("path", "name", "fault"),
    [
        ("activity-status", "code", ("ActivityStatus", "99")),
        ("sector", "code", ("Sector", "15120")),  # withdrawn, though old lists have it
        ("tag[1]", "code", ("UNSDG-Goals", "18")),
        ("tag[last()]", "code", ("UNSDG-Targets", "16.z")),
        ("document-link[1]/category", "code", ("DocumentCategory", "Z01")),
        ("result[1]", "type", ("ResultType", "7")),
        ("participating-org[1]", "type", ("OrganisationType", "99")),
        ("title/narrative[1]", XML, ("Language", "xx")),
    ],
)
def test_codes_off_their_lists_are_found(path, name, fault, tree):
    for part in tree.find("iati-activity").xpath(path):
        part.set(name, fault[1])
    assert off_list(tree) == {fault}


def test_an_attribute_that_nobody_knows_is_found(tree):
    tree.find("iati-activity/sector").set("percentage", "50")
    with pytest.raises(KeyError, match="percentage"):
        off_list(tree)
