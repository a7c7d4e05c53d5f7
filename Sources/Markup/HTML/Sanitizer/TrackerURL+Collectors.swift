import Bytes

extension TrackerURL {
    /// The services that are known to count readers by images, by their hosts and, where the host has other things too, the beginnings of paths.
    ///
    /// They are those that blockers (EasyPrivacy, Disconnect) and mail programs (MailTrackerBlocker, Ugly Email, PixelBlock) publish, of the kinds
    /// that content of feeds and pages has.
    struct Collectors {
        static let shared = Collectors(list)

        private struct Entry {
            let host: [UInt8]
            /// Without any, all that the host has.
            let paths: [[UInt8]]
        }

        private var entries: [UInt64: Entry] = [:]
        /// A Bloom filter with one hash function: most hosts are in no entry.
        private var filter = [UInt64](repeating: 0, count: 64)

        init(_ list: String) {
            for line in list.split(separator: "\n") {
                let words = line.split(separator: " ")
                guard let host = words.first else { continue }
                let hash = host.utf8.reversed().reduce(Self.seed, Self.hash)
                entries[hash] = Entry(host: Array(host.utf8), paths: words.dropFirst().map { Array($0.utf8) })
                filter[Int(truncatingIfNeeded: hash &>> 58)] |= 1 &<< (hash &>> 52 & 63)
            }
        }

        /// FNV-1a, begun at the end of a name, so that the value at each dot is that of the domain after it.
        private static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

        @inline(__always)
        private static func hash(_ value: UInt64, _ byte: UInt8) -> UInt64 { (value ^ UInt64(byte | 0x20)) &* 0x100_0000_01B3 }

        /// Whether the URL is of a listed host, or of a subdomain, and there of a listed path.
        func contains(_ parts: Parts) -> Bool {
            var value = Self.seed
            var place = parts.host.upperBound
            while place > parts.host.lowerBound {
                place &-= 1
                value = Self.hash(value, parts.url[place])
                guard place == parts.host.lowerBound || parts.url[place &- 1] == UInt8(ascii: ".") else { continue }
                if filter[Int(truncatingIfNeeded: value &>> 58)] &>> (value &>> 52 & 63) & 1 == 0 { continue }
                if let entry = entries[value], Self.matches(entry, parts, hostStart: place) { return true }
            }
            return false
        }

        private static func matches(_ entry: Entry, _ parts: Parts, hostStart: Int) -> Bool {
            let host = parts.url[hostStart..<parts.host.upperBound]
            guard host.count == entry.host.count, zip(host, entry.host).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return false }
            if entry.paths.isEmpty { return true }
            let path = parts.url[parts.path]
            return entry.paths.contains { prefix in
                guard path.starts(with: prefix) else { return false }
                // A path that ends in a slash is a directory; any other is a file, whatever follows its name.
                if prefix.last == UInt8(ascii: "/") { return true }
                let next = path.dropFirst(prefix.count).first
                return next == nil || next == UInt8(ascii: "/") || next == UInt8(ascii: ".") || next == UInt8(ascii: ";")
            }
        }

        private static let list = """
            google-analytics.com
            analytics.google.com /g/collect /collect
            stats.g.doubleclick.net
            ad.doubleclick.net /ddm/activity /ddm/trackimp /ddm/ad /activity
            googleads.g.doubleclick.net /pagead/
            fls.doubleclick.net
            cm.g.doubleclick.net
            feedads.g.doubleclick.net
            googleadservices.com /pagead/
            google.com /pagead/ /gen_204 /appserve/mkt/img/
            youtube.com /gen_204
            feeds.feedburner.com /~r/ /~ff/ /~a/
            feedproxy.google.com /~r/ /~ff/ /~a/
            scorecardresearch.com
            voicefive.com
            quantserve.com
            quantcount.com
            facebook.com /tr /impression.php /email_open_log_pic.php /aymt/aa/
            facebook.net /tr
            pixel.wp.com
            stats.wp.com /g.gif /b.gif
            stats.wordpress.com
            pixel.wordpress.com
            feeds.wordpress.com /1.0/
            chartbeat.net
            srv.pixel.parsely.com
            p1.parsely.com
            bat.bing.com
            c.bing.com /c.gif
            clarity.ms /c.gif
            px.ads.linkedin.com
            dc.ads.linkedin.com
            linkedin.com /emimp/
            t.co /i/adsct /1/i/adsct
            analytics.twitter.com
            ea.twitter.com
            ads.twitter.com
            ct.pinterest.com
            tr.snapchat.com
            analytics.tiktok.com
            alb.reddit.com
            q.quora.com
            quora.com /qemail/mark_read
            mc.yandex.ru
            mc.yandex.com
            an.yandex.ru
            counter.yadro.ru
            top-fwz1.mail.ru
            counter.rambler.ru
            hm.baidu.com
            cnzz.com
            hit.gemius.pl
            ivwbox.de
            iocnt.net
            ioam.de
            met.vgwort.de
            wemfbox.ch
            xiti.com
            ati-host.net
            prof.estat.com
            smartadserver.com
            imrworldwide.com
            effectivemeasure.net
            nedstat.net
            sitestat.com
            c.statcounter.com
            sitemeter.com
            extreme-dm.com
            histats.com
            webtrendslive.com
            omtrdc.net
            2o7.net
            demdex.net
            everesttech.net
            bluekai.com
            krxd.net
            agkn.com
            mathtag.com
            ib.adnxs.com
            adsrvr.org
            rlcdn.com
            crwdcntrl.net
            exelator.com
            tapad.com
            bidswitch.net
            casalemedia.com
            pixel.rubiconproject.com
            image2.pubmatic.com
            image6.pubmatic.com
            simage2.pubmatic.com
            openx.net /w/
            dis.criteo.com
            gum.criteo.com
            sslwidget.criteo.com
            widget.criteo.com
            taboola.com /libtrc/ /log/
            outbrain.com /pixel
            adsafeprotected.com
            moatads.com
            moatpixel.com
            tps.doubleverify.com
            serving-sys.com
            flashtalking.com
            atdmt.com
            zedo.com
            eyeota.net
            nr-data.net
            api.mixpanel.com
            api.amplitude.com
            api2.amplitude.com
            api.segment.io
            api.segment.com
            heapanalytics.com
            insights.hotjar.com
            in.getclicky.com
            static.getclicky.com
            secure.gaug.es
            piwik.pro /ppms.php /piwik.php
            matomo.cloud /matomo.php /piwik.php
            goatcounter.com /count
            queue.simpleanalyticscdn.com
            plausible.io /api/event
            hubspotemail.net
            hubspotfree.net
            hubspotlinks.com
            track.hubspot.com
            sidekickopen.com
            list-manage.com /track/
            list-manage1.com /track/
            list-manage2.com /track/
            mailchimp.com /mctx/
            mandrillapp.com /track/
            sendgrid.net /wf/ /trk /mpss/ /ss/
            awstrack.me
            pstmrk.it
            mjt.lu /oo/
            mailgun.net /o/
            mailgun.org /o/
            sparkpostmail.com /q/
            sendibtd.com
            sendibm1.com
            sendibt2.com
            sendibt3.com
            sendinblue.com /tr/
            klaviyomail.com
            trk.klaviyo.com
            customeriomail.com
            track.customer.io
            convertkit-mail.com /o/
            convertkit-mail2.com /o/
            open.convertkit-mail2.com
            eotrx.substackcdn.com
            email.mg1.substack.com /o/
            email.mg2.substack.com /o/
            email.mg-d0.substack.com /o/
            email.mg-d1.substack.com /o/
            medium.com /_/stat
            clicks.mlsend.com
            openrate.aweber.com
            rs6.net /on.jsp
            cmail1.com
            cmail2.com
            cmail19.com
            cmail20.com
            createsend1.com /t/
            createsend5.com /t/
            exct.net /open.aspx
            exacttarget.com /open.aspx /pixel.gif
            igodigital.com
            pardot.com /r/
            en25.com /e/
            mkto-k0023.com
            mktoresp.com
            emltrk.com
            mailtrack.io
            mltrk.io
            mailstat.us
            mailfoogae.appspot.com
            yesware.com /t/
            track.mixmax.com
            email.mixmax.com
            r.superhuman.com
            bl-1.com
            gml.email
            gmtrack.net
            go.toutapp.com
            tr.cloudmagic.com
            intercom-mail.com /o /via/o
            via.intercom.io
            icptrack.com
            e2ma.net /track
            t.e2ma.net
            dmtrk.net
            trackedlink.net
            emsecure.net /optiext/
            sailthru.com /trk
            github.com /notifications/beacon/
            fls-na.amazon.com
            fls-eu.amazon.com
            fls-fe.amazon.com
            assoc-amazon.com /e/ir
            assoc-amazon.co.uk /e/ir
            assoc-amazon.de /e/ir
            amazon-adsystem.com /e/ir /e/cm /s/iu3
            linksynergy.com /fs-bin/show
            awltovhc.com
            lduhtrp.net
            tqlkg.com
            ftjcfx.com
            rover.ebay.com /roveropen/ /roverimp/
            t.paypal.com
            pixel.massdrop.com
            beaconimages.netflix.net
            pixel.app.returnpath.net
            da.feedsportal.com
            pi.feedsportal.com
            res.feedsportal.com
            feedsportal.com /c/ /r/ /rss/
            ads.pheedo.com
            invitemedia.com
            rfihub.com
            pippio.com
            liadm.com
            rezync.com
            bounceexchange.com
            counter.theconversation.com
            counter.theconversation.edu.au
            pixel.propublica.org
            """
    }
}
