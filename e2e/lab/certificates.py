"""Writes the certificates that stdin asks for. OpenSSL's own tools can neither set notBefore nor sign with MD5.

stdin: JSON list of { "file", "name", "names", "from", "until", "key", "hash", "usage", "onlyEncipher" }; days count from now.
"""

import datetime
import json
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.utcnow()
HASHES = {"sha256": hashes.SHA256, "sha1": hashes.SHA1, "md5": hashes.MD5}
USAGES = {"server": ExtendedKeyUsageOID.SERVER_AUTH, "client": ExtendedKeyUsageOID.CLIENT_AUTH}


def make_key(kind):
    if kind == "ec256":
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(65537, int(kind[3:]))


for wanted in json.load(sys.stdin):
    key = make_key(wanted["key"])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, wanted["name"])])
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + datetime.timedelta(days=wanted["from"]))
        .not_valid_after(NOW + datetime.timedelta(days=wanted["until"]))
        .add_extension(x509.ExtendedKeyUsage([USAGES[wanted["usage"]]]), False)
    )
    if wanted["names"]:
        names = [x509.DNSName(text) for text in wanted["names"]]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
    if wanted["onlyEncipher"]:
        uses = dict.fromkeys(
            ["digital_signature", "content_commitment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"],
            False,
        )
        builder = builder.add_extension(x509.KeyUsage(key_encipherment=True, data_encipherment=True, **uses), False)
    certificate = builder.sign(key, HASHES[wanted["hash"]]())
    with open(wanted["file"] + ".crt", "wb") as out:
        out.write(certificate.public_bytes(serialization.Encoding.PEM))
    with open(wanted["file"] + ".key", "wb") as out:
        out.write(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.TraditionalOpenSSL,
                serialization.NoEncryption(),
            )
        )
