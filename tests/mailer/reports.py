"""Delivery reports in the shapes that mail servers give them, with addresses of example.org."""

from email.message import Message
from textwrap import dedent

READER = "kari@skole.example.org"


def _crlf(text: str) -> bytes:
    return dedent(text).lstrip("\n").replace("\n", "\r\n").encode("utf-8")


def postfix(
    message_id: str,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "550 5.1.1 <kari@skole.example.org>: Recipient address rejected: User unknown",
    reader: str = READER,
) -> bytes:
    """Postfix: words, message/delivery-status, and the header lines of what came back."""
    return _crlf(f"""
        Return-Path: <>
        Date: Wed, 20 Nov 2013 12:00:05 +0100 (CET)
        From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: idetorg@example.org
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        \tboundary="9B0F42A01E.1384945205/mx.example.org"
        Message-Id: <20131120110005.7C6D142A02@mx.example.org>

        This is a MIME-encapsulated message.

        --9B0F42A01E.1384945205/mx.example.org
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        This is the mail system at host mx.example.org.

        --9B0F42A01E.1384945205/mx.example.org
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org
        X-Postfix-Queue-ID: 9B0F42A01E
        X-Postfix-Sender: rfc822; idetorg@example.org
        Arrival-Date: Wed, 20 Nov 2013 12:00:03 +0100 (CET)

        Final-Recipient: rfc822; {reader}
        Original-Recipient: rfc822;{reader}
        Action: {action}
        Status: {status}
        Remote-MTA: dns; mail.skole.example.org
        Diagnostic-Code: smtp; {said}

        --9B0F42A01E.1384945205/mx.example.org
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers
        Content-Transfer-Encoding: 8bit

        Return-Path: <idetorg@example.org>
        Subject: =?utf-8?q?Sm=C3=A5_steg?=
        From: Fylkesbiblioteket <idetorg@example.org>
        To: {reader}
        Message-ID: {message_id}
        Date: Wed, 20 Nov 2013 11:00:02 -0000

        --9B0F42A01E.1384945205/mx.example.org--
        """)


def exchange(message_id: str) -> bytes:
    """Exchange: words as text and HTML, a report with its own fields, the whole mail."""
    return _crlf(f"""
        From: <postmaster@kommune.example.org>
        To: <idetorg@example.org>
        Subject: =?utf-8?B?S2FuIGlra2UgbGV2ZXJlczogSHZvcmRhbiBnw6VyIGRldD8=?=
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
         boundary="_0f1e2d3c_"
        Message-ID: <9f2c@kommune.example.org>
        In-Reply-To: {message_id}
        X-MS-Exchange-Message-Is-Ndr:

        --_0f1e2d3c_
        Content-Type: multipart/alternative; differences=Content-Type;
         boundary="_aaaa_"

        --_aaaa_
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: base64

        TWVsZGluZ2VuIGt1bm5lIGlra2UgbGV2ZXJlcy4=
        --_aaaa_
        Content-Type: text/html; charset="utf-8"

        <html><body>Meldingen kunne ikke leveres.</body></html>
        --_aaaa_--

        --_0f1e2d3c_
        Content-Type: message/delivery-status

        Reporting-MTA: dns;AM0PR01.kommune.example.org
        Received-From-MTA: dns;mx.example.org
        Arrival-Date: Wed, 20 Nov 2013 11:00:03 +0000

        Final-Recipient: rfc822;berit@kommune.example.org
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient
         berit@kommune.example.org not found by SMTP address lookup
        X-Display-Name: berit@kommune.example.org

        --_0f1e2d3c_
        Content-Type: message/rfc822

        Received: from mx.example.org by AM0PR01.kommune.example.org
        From: Fylkesbiblioteket <idetorg@example.org>
        To: berit@kommune.example.org
        Subject: =?utf-8?Q?Hvordan_g=C3=A5r_det=3F?=
        Message-ID: {message_id}
        MIME-Version: 1.0
        Content-Type: text/plain; charset="utf-8"

        Hei, Berit!

        --_0f1e2d3c_--
        """)


def gmail(message_id: str) -> bytes:
    """Gmail: words with a picture, a report with a comment after the number, the whole mail."""
    return _crlf(f"""
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.example.org>
        To: idetorg@example.org
        Auto-Submitted: auto-replied
        Subject: Delivery Status Notification (Failure)
        References: {message_id}
        In-Reply-To: {message_id}
        X-Failed-Recipients: nils@gmail.example.org
        MIME-Version: 1.0
        Content-Type: multipart/report; boundary="00000000000061"; report-type=delivery-status

        --00000000000061
        Content-Type: multipart/related; boundary="00000000000064"

        --00000000000064
        Content-Type: text/plain; charset="UTF-8"

        ** Address not found **
        --00000000000064
        Content-Type: image/png; name="icon.png"
        Content-Transfer-Encoding: base64
        Content-ID: <icon.png>

        iVBORw0KGgo=
        --00000000000064--

        --00000000000061
        Content-Type: message/delivery-status

        Reporting-MTA: dns; googlemail.example.org
        Received-From-MTA: dns; idetorg@example.org
        Arrival-Date: Wed, 20 Nov 2013 03:00:04 -0800 (PST)
        X-Original-Message-ID: {message_id}

        Final-Recipient: rfc822; nils@gmail.example.org
        Action: failed
        Status: 5.1.1 (bad destination mailbox address)
        Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
         550 5.1.1 Please try double-checking the recipient's email address
        Last-Attempt-Date: Wed, 20 Nov 2013 03:00:04 -0800 (PST)

        --00000000000061
        Content-Type: message/rfc822

        Return-Path: <idetorg@example.org>
        Message-Id: {message_id}
        From: Fylkesbiblioteket <idetorg@example.org>
        To: nils@gmail.example.org
        Subject: Hei
        Content-Type: text/plain

        Hei, Nils!
        --00000000000061--
        """)


def international(message_id: str) -> bytes:
    """RFC 6533: a report in UTF-8, about an address with Northern Sámi letters."""
    return _crlf(f"""
        From: MAILER-DAEMON@mx.example.org
        To: idetorg@example.org
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=global-delivery-status; boundary="bb"

        --bb
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        Ii gávdno: áhkká@girjerájus.example.org
        --bb
        Content-Type: message/global-delivery-status
        Content-Transfer-Encoding: 8bit

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: utf-8; áhkká@girjerájus.example.org
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <áhkká@girjerájus.example.org> ŋ đ ŧ: no such user

        --bb
        Content-Type: message/global-headers
        Content-Transfer-Encoding: 8bit

        From: Girjerádju <idetorg@example.org>
        To: áhkká@girjerájus.example.org
        Subject: Mo manná, Áhkká?
        Message-ID: {message_id}

        --bb--
        """)


def wrapped(message_id: str, how: str) -> bytes:
    """The same report as Postfix's, with its parts in base64 or quoted-printable."""
    import base64
    import email
    import quopri

    message = email.message_from_bytes(postfix(message_id))
    parts = message.get_payload()
    assert isinstance(parts, list)
    out = [b"Content-Type: multipart/report; boundary=bb\r\n"]
    for part in parts:
        assert isinstance(part, Message)
        inner = part.get_payload()
        body = (
            "\r\n\r\n".join(b.as_string().strip() for b in inner if isinstance(b, Message))
            if isinstance(inner, list)
            else str(inner)
        ).encode()
        packed = base64.encodebytes(body) if how == "base64" else quopri.encodestring(body)
        out.append(
            b"\r\n--bb\r\nContent-Type: " + part.get_content_type().encode() + b"\r\n"
            b"Content-Transfer-Encoding: " + how.encode() + b"\r\n\r\n" + packed
        )
    out.append(b"\r\n--bb--\r\n")
    return b"".join(out)


def on_holiday(message_id: str) -> bytes:
    """An answer by itself, which is no report."""
    return _crlf(f"""
        From: {READER}
        To: idetorg@example.org
        Auto-Submitted: auto-replied
        Subject: 550 5.1.1 Ferie
        In-Reply-To: {message_id}
        Content-Type: text/plain

        Action: failed
        Status: 5.1.1
        Message-ID: {message_id}
        """)
