"""What somebody might do to a file between handing it out and getting it back, each as (file, key, …) -> file."""

from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from . import pki


def signer(key: pki.InstallationKey) -> signers.SimpleSigner:
    cert, private = pki.asn1(key)
    issuer = pki.asn1_x509.Certificate.load(key.authority.public_bytes(pki.DER))
    return signers.SimpleSigner(cert, private, SimpleCertificateStore.from_certs([cert, issuer]))


def sign(pdf_or_writer, key, field, *, subfilter=fields.SigSeedSubFilter.PADES, **options) -> bytes:
    """Sign with the library itself, as a foreign program would."""
    writer = pdf_or_writer if isinstance(pdf_or_writer, IncrementalPdfFileWriter) else open_(pdf_or_writer)
    meta = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", subfilter=subfilter, **options)
    return signers.sign_pdf(writer, meta, signer=signer(key)).getvalue()


def open_(pdf: bytes) -> IncrementalPdfFileWriter:
    return IncrementalPdfFileWriter(BytesIO(pdf))


def save(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def replace_content(writer: IncrementalPdfFileWriter) -> None:
    """Another first page."""
    text = generic.StreamObject(stream_data=b"BT /F1 20 Tf 72 700 Td (Another text) Tj ET")
    page = writer.find_page_for_modification(0)[0]
    page.get_object()["/Contents"] = writer.add_object(text)
    writer.update_container(page.get_object())
    writer.mark_update(page)


def add_to_content(writer: IncrementalPdfFileWriter) -> None:
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"0 0 600 900 re f")))


def rewrite_stream(writer: IncrementalPdfFileWriter) -> None:
    """The same object with another content: hide and replace."""
    page = writer.find_page_for_modification(0)[0].get_object()
    stream = page.raw_get("/Contents")
    writer.objects[(stream.generation, stream.idnum)] = generic.StreamObject(stream_data=b"0 0 600 900 re f")


def add_note(writer: IncrementalPdfFileWriter) -> None:
    """A note that covers the page."""
    page_ref = writer.find_page_for_modification(1)[0]
    page = page_ref.get_object()
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/Square"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 600, 800))),
            pdf_name("/IC"): generic.ArrayObject(map(generic.NumberObject, (1, 1, 1))),
        }
    )
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])
    writer.mark_update(page_ref)


def move_box(writer: IncrementalPdfFileWriter, name: str = "Ben_B") -> None:
    """A box grown over the whole page."""
    field = widget(writer, name)
    field["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 600, 800)))
    writer.update_container(field)


def repaint_box(writer: IncrementalPdfFileWriter, name: str = "Ben_A") -> None:
    """Another picture on a box that is not being signed."""
    look = generic.StreamObject(stream_data=b"1 0 0 rg 0 0 180 60 re f")
    look[pdf_name("/Type")], look[pdf_name("/Subtype")] = pdf_name("/XObject"), pdf_name("/Form")
    look[pdf_name("/BBox")] = generic.ArrayObject(map(generic.NumberObject, (0, 0, 180, 60)))
    field = widget(writer, name)
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    writer.update_container(field)


def drop_page(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject([pages["/Kids"].raw_get(1)])
    pages["/Count"] = generic.NumberObject(1)
    writer.update_container(pages)


def add_text_field(writer: IncrementalPdfFileWriter) -> None:
    form = writer.root["/AcroForm"]
    field = generic.DictionaryObject(
        {
            pdf_name("/FT"): pdf_name("/Tx"),
            pdf_name("/T"): generic.pdf_string("x"),
            pdf_name("/V"): generic.pdf_string("y"),
        }
    )
    form["/Fields"].append(writer.add_object(field))
    writer.update_container(form["/Fields"])


def run_script(writer: IncrementalPdfFileWriter) -> None:
    """Something to be run when the file is opened."""
    script = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("app.alert(1)")}
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(script)
    writer.update_root()


def remove_signature(writer: IncrementalPdfFileWriter, name: str = "Ben_A") -> None:
    field = widget(writer, name)
    del field["/V"]
    writer.update_container(field)


def widget(writer: IncrementalPdfFileWriter, name: str) -> generic.DictionaryObject:
    ((_, _, ref),) = fields.enumerate_sig_fields(writer, with_name=name)
    return ref.get_object()


CHANGES = [
    replace_content,
    add_to_content,
    rewrite_stream,
    add_note,
    move_box,
    drop_page,
    add_text_field,
    run_script,
]
