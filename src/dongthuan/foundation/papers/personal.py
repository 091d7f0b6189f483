"""Which fields are about people, of what class, and why they are kept. A house test finds one that is missing here."""

PERSONAL = {
    "paper.attested_by": "activity: who attests that the scan is the paper that was signed",
    "paper.body": "words: a letter names whom it is sent to; of a sealed case nobody",
    "paperblock.signer_name": "identity: printed below the signature, as the law on papers asks",
    "signature.signer": "activity: the account that signed in the system",
    "signature.signer_name": "identity: the name in the certificate, part of the signed file",
}
