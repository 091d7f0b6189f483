from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "dongthuan.foundation.files"
    label = "files"

    def ready(self) -> None:
        from dongthuan.foundation.things import kit

        kit.say(
            {
                "files.store": lambda data: f"đã <strong>gửi tệp</strong> “{data['name']}”",
                "files.attach": lambda data: f"đã <strong>đính kèm tệp</strong> “{data['name']}”",
            }
        )
