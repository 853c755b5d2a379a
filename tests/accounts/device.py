"""A simulated passkey: it signs the answers that a browser would send."""

import hashlib
import os

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from accounts.models import User
from lib.allauth_internals import WebAuthn

PRESENT, VERIFIED, WITH_CREDENTIAL = 1, 4, 64
ORIGIN, HOST = "http://localhost", "localhost"


class Device:
    """One passkey. `verified=False`: the phone did not check whose finger it was."""

    def __init__(self, host: str = HOST, *, verified: bool = True) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.host, self.origin = hashlib.sha256(host.encode()).digest(), ORIGIN
        self.flags = PRESENT | (VERIFIED if verified else 0)
        self.handle = b""

    def _client_data(self, kind: str, challenge: bytes) -> CollectedClientData:
        return CollectedClientData.create(type=kind, challenge=challenge, origin=self.origin)

    def register(self, options: dict) -> dict:
        """Return what `navigator.credentials.create(options)` would."""
        asked = options["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        known = AttestedCredentialData.create(Aaguid.NONE, self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(self.host, self.flags | WITH_CREDENTIAL, 0, known)
        return self._answer(
            {
                "clientDataJSON": self._client_data("webauthn.create", websafe_decode(asked["challenge"])),
                "attestationObject": AttestationObject.create("none", data, {}),
            }
        )

    def recognise(self, options: dict, **more: str) -> dict:
        """Return what `navigator.credentials.get(options)` would."""
        client = self._client_data("webauthn.get", websafe_decode(options["publicKey"]["challenge"]))
        data = AuthenticatorData.create(self.host, self.flags, 1)
        signature = self.key.sign(bytes(data) + client.hash, ec.ECDSA(hashes.SHA256()))
        answer = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._answer({**answer, "userHandle": self.handle}) | more

    def _answer(self, parts: dict) -> dict:
        encoded = {name: websafe_encode(bytes(part)) for name, part in parts.items()}
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": encoded, "clientExtensionResults": {}}

    def of(self, user: User, name: str = "Mon téléphone") -> Authenticator:
        """Add this device to the account of `user`, without the pages."""
        handle = websafe_encode(b"x")
        credential = self.register({"publicKey": {"challenge": handle, "user": {"id": handle}}})
        self.handle = _handle(user)
        return WebAuthn.add(user, name, credential).instance


def _handle(user: User) -> bytes:
    from allauth.mfa.adapter import get_adapter

    return get_adapter().get_public_key_credential_user_entity(user)["id"]
