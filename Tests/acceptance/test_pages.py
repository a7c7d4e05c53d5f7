"""Article pages that never answer delay only their own site."""
from feedd import configuration, intervals, wait_until
from servers import FeedServer
from teasers import TeaserSite

HANGING, ANSWERING = "hanging", "answering"


class HangingSite(TeaserSite):
    """One feed's pages answer. The other's do not until `release` is set, and have a host name of their own, since feedd limits requests by host."""
    release = False

    def teaser(self, feed, number):
        guid, url, title, text = super().teaser(feed, number)
        return guid, url.replace("127.0.0.1", "localhost") if feed == HANGING else url, title, text

    def page(self, feed, number):
        if feed == HANGING:
            wait_until(lambda: self.release, 120)
            return None
        return super().page(feed, number)


def test_pages_that_never_answer_delay_only_their_own_site(make_feedd, interval):
    """The items of a site whose pages answer come as if it were alone, and SIGTERM ends the daemon although pages are awaited."""
    feedd, site = make_feedd(), HangingSite([HANGING, ANSWERING], count=3)
    with FeedServer(site.document) as site.server:
        feedd.configure(configuration(
            [(HANGING, site.server.url("/" + HANGING).replace("127.0.0.1", "localhost")), (ANSWERING, site.server.url("/" + ANSWERING))],
            defaults={"full_text": "true", **intervals(interval)}))
        with feedd.daemon() as daemon:
            assert wait_until(lambda: len(feedd.journal.records()) >= 3, 20), daemon.log_tail
            site.count = 4
            assert wait_until(lambda: len(feedd.journal.records()) >= 4, interval + 20), daemon.log_tail
            assert {r["_feedd"]["source"] for r in feedd.journal.records()} == {ANSWERING}, "the other site's items wait for their pages"
            status, seconds = daemon.terminate()
            assert status == 0 and seconds <= 10, f"exit {status} after {seconds:.1f} s\n{daemon.log_tail}"
        site.release = True
